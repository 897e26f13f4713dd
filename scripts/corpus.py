"""See that a change to the inside of the program moves no number: ask before, ask after, compare.

    python scripts/corpus.py record FOLDER [--program PATH/mali-cli] [--only 'periods/*']
    python scripts/corpus.py compare OLD NEW [--allowed FILE.toml]
    python scripts/corpus.py random OLD_PROGRAM NEW_PROGRAM [--seed N] [--questions 2000]
                                    [--allowed FILE.toml]

`record` runs the command lines of corpus_cases.txt, every command with its formats, rules,
measures and kinds of source, its errors and its Python functions, each as a process with the same
surroundings and the same store. `compare` lists what differs, byte by byte; help pages and
figures it lists apart, to be looked at; what is meant to differ needs a rule with a reason
(corpus_compare.py shows one). `random` puts questions drawn from a seed to two installations.
They end with 1 where something differs that no rule allows, with 2 where they cannot be run.

The program as it was, in an environment of its own with the same versions of what it uses (a
PROGRAM is the `mali-cli` or the `python` of an environment):

    git worktree add ../old REVISION
    .venv/bin/pip freeze --exclude-editable > ../versions.txt
    python -m venv ../old-env
    ../old-env/bin/pip install -c ../versions.txt '../old[figures,xlsx]'
    python scripts/corpus.py record ../recorded-old --program ../old-env/bin/mali-cli
    python scripts/corpus.py record ../recorded-new
    python scripts/corpus.py compare ../recorded-old ../recorded-new
    python scripts/corpus.py random ../old-env/bin/mali-cli .venv/bin/mali-cli --seed 1

Record both with one state of these scripts; where the files that they read have changed since, the
old program is recorded anew. Where UCDP's own files are (MALI_CLI_TEST_DATA, or beside the project
in shared/data), they are asked too. A recording is of one moment and one machine, and is not kept
in the project.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.corpus_compare import Difference, Rule, differences, judged, read_rules, told
from scripts.corpus_inputs import InputError
from scripts.corpus_random import run
from scripts.corpus_record import record


def main(words: Sequence[str] | None = None) -> int:
    """Run one of the three; return the exit code."""
    asked = _parser().parse_args(words)
    try:
        rules = _rules(asked.allowed) if "allowed" in asked else []
        if asked.what == "record":
            record(asked.folder, asked.program, asked.only)
            return 0
        if asked.what == "compare":
            return _judge(list(differences(asked.old, asked.new)), rules)
        return _judge(run(asked.old, asked.new, asked.seed, asked.questions), rules)
    except (InputError, OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _judge(found: Sequence[Difference], rules: Sequence[Rule]) -> int:
    verdict = judged(found, rules)
    print(told(verdict, rules))
    return int(bool(verdict.wrong))


def _rules(path: Path | None) -> list[Rule]:
    return read_rules(path.read_text("utf-8")) if path else []


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "corpus.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = parser.add_subparsers(dest="what", required=True)
    recording = parts.add_parser("record", help="run every case and keep what it leaves behind")
    recording.add_argument("folder", type=Path)
    recording.add_argument("--program", metavar="PATH", help="default: that of this Python")
    recording.add_argument("--only", default="*", metavar="GLOB", help="such as 'periods/*'")
    comparing = parts.add_parser("compare", help="compare two recordings")
    comparing.add_argument("old", type=Path)
    comparing.add_argument("new", type=Path)
    asking = parts.add_parser("random", help="put questions from a seed to two installations")
    asking.add_argument("old")
    asking.add_argument("new")
    asking.add_argument("--seed", type=int, default=1)
    asking.add_argument("--questions", type=int, default=2000)
    for part in (comparing, asking):
        part.add_argument("--allowed", type=Path, metavar="FILE.toml", help="what may differ")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
