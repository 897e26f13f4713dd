"""How recordings are compared, what may differ, and which questions are drawn."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from scripts import corpus
from scripts.corpus_cases import CASES, expanded, read_cases
from scripts.corpus_compare import Difference, differences, judged, read_rules, told
from scripts.corpus_made import made_files
from scripts.corpus_questions import questions
from scripts.corpus_random import DIED, Answer, Asked, Worker, told_of, unlike
from scripts.corpus_record import SUMMARY, as_text, changes, figures, normalised

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
RULE = """
[[allowed]]
case = "periods/*"
part = "stderr"
pattern = '^[-+]Reproduce: '
reason = "the command names the release"
"""


def recording(folder: Path, parts: dict[str, str | bytes], **inputs: str) -> Path:
    """Write a recording with these parts, each under GROUP/CASE/PART."""
    folder.mkdir()
    cases = {"/".join(name.split("/")[:2]) for name in parts}
    commands: dict[str, str | bytes] = {f"{case}/command": "x\n" for case in cases}
    (folder / SUMMARY).write_text(json.dumps({"inputs": inputs, "cases": len(parts)}))
    for name, part in (commands | parts).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(part if isinstance(part, bytes) else part.encode())
    return folder


def test_every_command_has_a_case_and_a_help_page_among_them() -> None:
    lines = [case.line for case in read_cases(CASES.read_text("utf-8"))]
    commands = re.findall(r"^## (mali-cli .+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert len(commands) > 20
    for command in commands:
        assert any(re.fullmatch(rf"{command} (-h|--help)", line) for line in lines), command
        assert any(re.search(rf"{command}\b(?! -h| --help)", line) for line in lines), command


def test_alternatives_in_braces_make_a_case_each() -> None:
    assert list(expanded("a {b,c d,} -f {x,y}")) == [
        *("a b -f x", "a b -f y", "a c d -f x", "a c d -f y", "a -f x", "a -f y"),
    ]
    assert list(expanded("{ a; } | b")) == ["{ a; } | b"]


def test_a_case_keeps_its_name_when_others_come() -> None:
    (alone,) = read_cases("[a: none]\nmali-cli periods --json")
    text = "# c\n[b: made]\nmali-cli periods --json\n[a: none]\nx\nmali-cli periods --json\n% {a,b}"
    cases = {case.name: case for case in read_cases(text)}
    assert cases[alone.name] == alone
    assert len(cases) == 4
    assert "{a,b}" in [case.line for case in cases.values()]


@pytest.mark.parametrize("text", ["mali-cli periods", "[a: none]\nx\nx"])
def test_a_case_without_a_group_or_twice_in_it_is_an_error(text: str) -> None:
    with pytest.raises(ValueError, match="no group, or twice"):
        read_cases(text)


def test_the_same_recordings_do_not_differ(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {"a/one/stdout": "1\n", "a/one/files/x.dta": b"\xff\x00"}
    old, new = recording(tmp_path / "old", parts), recording(tmp_path / "new", parts)
    assert list(differences(old, new)) == []
    assert corpus.main(["compare", str(old), str(new)]) == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1029\n", "1030\n"),
        ("1029\n", "1029"),
        ("1029\n", "1029\r\n"),
        (b"\xff\x00", b"\xff\x01"),
        ("0\n", ""),
    ],
)
def test_one_other_byte_is_seen(
    tmp_path: Path,
    before: str | bytes,
    after: str | bytes,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = recording(tmp_path / "old", {"a/one/exit": "0\n", "a/one/stdout": before})
    new = recording(tmp_path / "new", {"a/one/exit": "0\n", "a/one/stdout": after})
    assert corpus.main(["compare", str(old), str(new)]) == 1
    shown = capsys.readouterr().out
    assert "== a/one stdout\n" in shown
    assert shown.endswith("1 differ, 0 allowed, 0 to be looked at\n")


def test_a_case_that_only_one_recording_has_differs_once(tmp_path: Path) -> None:
    one = {"a/one/command": "x\n", "a/one/exit": "0\n"}
    old = recording(tmp_path / "old", {**one, "a/two/command": "y\n", "a/two/exit": "0\n"})
    new = recording(tmp_path / "new", {**one})
    for pair in ((old, new), (new, old)):
        (found,) = differences(*pair)
        assert (found.case, found.part) == ("a/two", "command")
        assert judged([found], []).wrong


def test_help_pages_and_figures_are_to_be_looked_at_and_no_more_of_their_cases(
    tmp_path: Path,
) -> None:
    names = {
        *("look-help/one/stdout", "look-figures/two/files/out.svg", "chart/three/files/out.png"),
        *("look-help/one/exit", "look-figures/two/stderr", "chart/three/files/out.png.meta.json"),
    }
    old = recording(tmp_path / "old", dict.fromkeys(names, "a\n"))
    new = recording(tmp_path / "new", dict.fromkeys(names, "b\n"))
    verdict = judged(differences(old, new), [])
    assert [one.part for one in verdict.look] == ["files/out.png", "files/out.svg", "stdout"]
    assert [one.part for one in verdict.wrong] == ["files/out.png.meta.json", "stderr", "exit"]


def test_recordings_that_read_other_files_are_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = recording(tmp_path / "old", {}, a="1", b="1")
    more = recording(tmp_path / "more", {}, a="1", b="1", c="1")
    other = recording(tmp_path / "other", {}, a="1", b="2")
    assert corpus.main(["compare", str(old), str(more)]) == 0
    assert corpus.main(["compare", str(old), str(other)]) == 2
    assert corpus.main(["compare", str(old), str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "error: the two read other content in b: record both anew\n" in said
    assert "is no whole recording" in said


def test_a_difference_passes_only_where_every_changed_line_has_a_rule() -> None:
    rules = read_rules(RULE)
    again = Difference("periods/one", "stderr", b"a\nReproduce: x\n", b"a\nReproduce: y\n")
    more = again._replace(new=b"b\nReproduce: y\n")
    other_part = again._replace(part="stdout")
    other_case = again._replace(case="totals/one")
    verdict = judged([again, more, other_part, other_case], rules)
    assert verdict.allowed == [again]
    assert verdict.wrong == [more, other_part, other_case]
    shown = told(verdict, rules)
    assert "Allowed, 2 lines: the command names the release" in shown
    assert "-a\n-Reproduce: x\n+b\n" in shown


def test_a_rule_without_use_is_told_of() -> None:
    rules = read_rules(RULE)
    assert "Rule without use: the command names" in told(judged([], rules), rules)


@pytest.mark.parametrize(
    "text",
    [
        "[[allowed]]\npattern = 'x'",
        "[[allowed]]\npattern = 'x'\nreason = ' '",
        "[[allowed]]\nreason = 'x'",
        *(f"[[allowed]]\nreason = 'x'\npattern = '{every}'" for every in ("", ".", "^[-+]", "x*")),
        "[[allowed]]\npattern = '('\nreason = 'x'",
        "[[allowed]]\npattern = 'x'\nreason = 'x'\nparts = 'x'",
        "[[allow]]\npattern = 'x'",
        "pattern",
    ],
)
def test_a_rule_that_says_too_little_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_rules(text)


def test_places_and_moments_of_the_recording_are_replaced_and_nothing_else() -> None:
    known = {"/w": "<work>", "/w/cases/1": "<case>"}
    text = "/w/cases/1/x /w/y 2026-11-28T02:22:20Z 2026-11-28 2026-11-27 2026-11-280 12026-11-28"
    shown = normalised(text.encode(), known, ["2026-11-28", "2026-11-29"]).decode()
    assert shown == "<case>/x <work>/y <moment> <today> 2026-11-27 2026-11-280 12026-11-28"
    assert normalised(b"\xff/w", known, ["2026-11-28"]) == b"\xff/w"


def test_what_stands_beside_a_figure_does_not_repeat_its_bytes() -> None:
    def beside(figure: bytes) -> bytes:
        from hashlib import sha256

        meta = f'"bytes": {len(figure)},\n"sha256": "{sha256(figure).hexdigest()}"'
        parts = {"files/o.svg": figure, "files/o.svg.meta.json": meta.encode()}
        return normalised(parts["files/o.svg.meta.json"], figures(parts), [])

    assert beside(b"<svg/>") == beside(b"<svg></svg>")
    assert b"<sha256 of files/o.svg>" in beside(b"<svg/>")


def test_changes_of_a_store_are_named() -> None:
    before, after = {"a": "1", "b": "1", "c": "1"}, {"b": "1", "c": "2", "d": "1"}
    assert changes(before, after) == b"- a\n~ c\n+ d\n"


def test_what_is_no_workbook_has_no_text() -> None:
    assert as_text("broken.xlsx", b"x") is None
    assert as_text("broken.parquet", b"x") is None
    assert as_text("x.csv", b"x") is None


def test_made_up_events_are_the_same_each_time_and_add_up() -> None:
    files = made_files()
    assert files == made_files()
    parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    for name, rows in files.items():
        if "country" not in name:
            assert len({row["id"] for row in rows}) == len(rows), name
            assert all(int(row["best"]) == sum(int(row[part]) for part in parts) for row in rows)


def test_questions_depend_on_the_seed_and_their_number_only() -> None:
    assert questions(1, 60) == questions(1, 80)[:60]
    assert questions(1, 60) != questions(2, 60)
    assert {words[0] for words in questions(1, 300)} == {
        *("periods", "totals", "chart", "events", "check", "compare", "breaks", "diff"),
    }


def answer(code: int = 0, err: str = "", **body: object) -> Answer:
    return Answer(code, json.dumps({"rows": [], "notes": [], "title": "t"} | body), err)


def parts_unlike(old: Answer, new: Answer) -> list[str]:
    return [one.part for one in unlike(Asked(3, ("periods", "-t", "all"), old, new))]


def test_rows_are_compared_by_value_and_notes_as_sets() -> None:
    assert parts_unlike(answer(notes=["a", "b"]), answer(notes=["b", "a"])) == []
    assert parts_unlike(answer(err="a\nb\n"), answer(err="b\na\n")) == []
    assert parts_unlike(answer(rows=[{"deaths": 1}]), answer(rows=[{"deaths": 1}])) == []
    for other in ({"deaths": 2}, {"deaths": 1.0}, {"deaths": None}, {"deaths": "1"}, {}):
        assert parts_unlike(answer(rows=[{"deaths": 1}]), answer(rows=[other])) == ["rows"]
    swapped = answer(rows=[{"n": 1}, {"n": 2}]), answer(rows=[{"n": 2}, {"n": 1}])
    assert parts_unlike(*swapped) == ["rows"]
    assert parts_unlike(answer(notes=["a"]), answer(notes=["b"])) == ["notes"]
    assert parts_unlike(answer(title="a"), answer(title="b")) == ["rest"]
    phases = [Answer(0, json.dumps({"phases": [n], "notes": []}), "") for n in (1, 2)]
    assert parts_unlike(phases[0], phases[1]) == ["rows"]
    assert parts_unlike(answer(), answer(code=2, err="x")) == ["exit", "stderr"]
    assert parts_unlike(Answer(0, "a,b\n1,2\n", ""), Answer(0, "a,b\n1,3\n", "")) == ["stdout"]


def test_a_difference_names_its_question_and_the_summary_how_many_there_were() -> None:
    asked = Asked(3, ("periods", "-c", "Burkina Faso"), answer(rows=[{"a": 1}]), answer(code=2))
    assert next(unlike(asked)).case == "random/3: mali-cli periods -c 'Burkina Faso'"
    assert told_of([asked, asked], 2.0) == (
        "2 questions in 2 s (exit 0: 2); 2 rows of the old program"
    )


def test_a_worker_answers_and_one_that_died_is_replaced(tmp_path: Path) -> None:
    worker = Worker(Path(sys.executable), tmp_path, {"MALI_CLI_HOME": str(tmp_path / "home")})
    command = worker.command
    assert worker.ask(["--version"]).out.startswith("mali-cli ")
    assert worker.ask(["nothing"]).code == 2
    worker.close()
    worker.command = [sys.executable, "-c", "import os; input(); os._exit(7)"]
    assert worker.ask(["--version"]) == Answer(DIED, "", "the process ended with 7\n")
    worker.command = command
    assert worker.ask(["--version"]).code == 0
    worker.close()
