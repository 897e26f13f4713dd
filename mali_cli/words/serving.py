"""What an assistant is told: what the tools are, and why a call of one is refused."""

from __future__ import annotations

from .message import Message

A_SERVER = Message("mali-cli mcp")
WAITS = Message(
    "mali-cli mcp waits for an assistant's program, which is to start it; Ctrl-C ends it"
)
NO_STDIN = Message("mali-cli mcp needs stdin and stdout", "let an assistant's program start it")
INSTRUCTIONS = Message(
    "These tools answer from data on this machine: how many people were killed in armed conflict, "
    "where, by whom, before, during and after a UN mission, and whether a published figure is "
    "right. They only read, and ask nothing of the network. "
    "The figures are deaths that UCDP could record, by its best estimate: not all deaths that "
    "there were. One-sided violence is the killing of civilians by a government or an organised "
    "group, outside fighting. A count that crosses an edge of a phase falls where a rule puts it "
    "(straddle); of itself the data say only that the figure lies between at_least and at_most "
    "(inside–touching). "
    "Tell with every figure: at_least and at_most where they differ, low and high, the data set "
    "with its release, the rule, what the notes say is left out, and the citation. Blank is not "
    "zero. Figures of two sources are never added. `reproduce` is the command line that gives "
    "the same answer. "
    "Messages name options as a person types them: --from is the argument from. Nothing is fetched "
    "here: where data are missing, tell the person the command."
)
TELL_ON = Message(
    "The figures are deaths that were recorded, by the best estimate of the data set that is named "
    "in the answer: not all deaths that there were. Tell with each figure its bounds (at_least and "
    "at_most, where an edge of time leaves it open; low and high), the release, the rule "
    "(straddle) and the citation."
)
FORM = Message("Written as {form}.")
READS_A_FILE = Message("it reads a file of this machine")
OF_A_FILE = Message("it is for a file of this machine")
ASKS_THE_NETWORK = Message("it asks the network")
NO_ARGUMENT = Message("{tool} has no argument '{name}'")
ARGUMENTS = Message("it has {names:list}")
BY_HAND = Message(
    "{tool} takes no argument '{name}' from an assistant: {why}",
    "leave it out; a person can type {option}",
)
MISSING = Message("{tool} needs the argument '{name}'", "give it")
WRONG_KIND = Message("the argument '{name}' takes {kind}, not {value}")
QUOTED = Message('write it in quotes: "25.10" would be 25.1 as a number')
TOO_MANY = Message(
    "the argument '{name}' takes at most {most} texts from an assistant, not {number:,}",
    "ask for fewer, or in several calls; a person can type any number",
)
TEXT = Message("a text")
TEXTS = Message("a text, or a list of texts")
YES_OR_NO = Message("true or false")
WHOLE_NUMBER = Message("a whole number")
NUMBER = Message("a number")
FEW_ROWS = Message(
    "Cut after {shown:,} of {all:#row}: ask for fewer (country, type, from and to, a "
    "coarser by), or for those that matter (sort, limit). The command under reproduce gives all.",
    kind="limit",
    warning=True,
)
EXIT = Message("(as a command it ends with {code}: {meaning})")
