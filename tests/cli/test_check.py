"""`mali-cli check` as a user and a paper's CI see it: exit codes, the template, the table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

CLAIM = """
[[claim]]
id = "a"
statement = "In 2022 it was {number}"
query = {{ country = "Mali", type = "one-sided", from = 2022, to = 2022 }}
claimed = {{ equals = {number} }}
release = "country-year@{release}"
{more}
"""
FILES = {
    (1461, "25.1", ""): 0,
    (1450, "25.1", ""): 1,
    (1461, "24.1", ""): 3,
    (1450, "25.1", 'expected = "differs"'): 0,
    (1461, "25.1", 'expected = "differs"'): 1,
    (1461, "24.1", 'expected = ["needs data", "reproduced"]'): 0,
    (1461, "24.1", 'expected = "reproduced"'): 3,
    ('"x"', "25.1", ""): 2,
}
TYPED = {
    "Mali 2013..2023 one-sided = 3818": 0,
    "Mali 2013..2023 one-sided > 3818": 1,
    "Mali 2013..2023 one-sided events = 1": 3,
    "Nigeria 2013..2023 one-sided = 1": 3,
    "Mali 2013..2023 oneside = 3818": 2,
    "Mali before MINUSMA one-sided < 1000": 3,
    "Mali before MINUSMA one-sided < 999": 1,
    "Mali before MINUSMA one-sided both < 1000": 1,
    "Mali before MINUSMA one-sided drop < 1000": 0,
}


def file_of(tmp_path: Path, number: object, release: str, more: str) -> str:
    file = tmp_path / "claims.toml"
    file.write_text(CLAIM.format(number=number, release=release, more=more), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(("number", "release", "more"), FILES)
def test_exit_codes_of_a_file(
    run: Run, tmp_path: Path, number: object, release: str, more: str
) -> None:
    ran = run("check", file_of(tmp_path, number, release, more), "--csv", "-q")
    assert ran.code == FILES[number, release, more]
    assert bool(ran.out) == (ran.code != 2)


@pytest.mark.parametrize("text", TYPED)
def test_exit_codes_of_a_typed_claim(run: Run, text: str) -> None:
    ran = run("check", "--claim", text)
    assert ran.code == TYPED[text]
    if ran.code == 2:
        assert ran.err.startswith(f"error: in '{text}': word 3, 'oneside'")
        assert "one-sided" in ran.err


def test_the_packaged_literature_comes_out_as_recorded(run: Run) -> None:
    ran = run("check")
    assert (ran.code, ran.err) == (0, "")
    assert "36 claims: 7 reproduced, 10 hold, 5 differ, 4 not testable, 10 need data." in ran.out
    assert "All recorded verdicts confirmed." in ran.out
    assert "mali-cli fetch ged@24.1" in ran.out


def test_a_file_that_is_not_there_or_no_text(run: Run, tmp_path: Path) -> None:
    missing = run("check", "none.toml")
    assert (missing.code, missing.out) == (2, "")
    assert "no file none.toml" in missing.err
    assert "--template" in missing.err
    wrong = tmp_path / "x.toml"
    wrong.write_bytes(b"\xff\xfe")
    assert run("check", str(wrong)).code == 2
    assert run("check", str(tmp_path)).code == 2


def test_an_unknown_id_gets_the_nearest(run: Run) -> None:
    ran = run("check", "--only", "epis-33")
    assert ran.code == 2
    assert "'epis-33'" in ran.err
    assert "did you mean epis-3" in ran.err


def test_claims_from_stdin(run: Run, tmp_path: Path) -> None:
    text = Path(file_of(tmp_path, 1461, "25.1", "")).read_bytes()
    answer = run("check", "-", "--csv", "-q", stdin=text)
    assert answer.csv()["verdict"].to_list() == ["reproduced"]


def test_the_template_is_a_file_to_begin_with(run: Run, tmp_path: Path) -> None:
    printed = run("check", "--template")
    assert (printed.code, printed.err) == (0, "")
    file = tmp_path / "claims.toml"
    assert run("check", "--template", "-o", str(file)).code == 0
    assert file.read_bytes() == printed.stdout
    assert run("check", "--template", "-o", str(file)).code == 6
    assert run("check", "--template", "-o", str(file), "--force").code == 0
    frame = run("check", str(file), "--csv", "-q").csv()
    assert frame["verdict"].to_list() == ["reproduced", "holds", "reproduced", "not testable"]


def test_the_table_names_remarks_and_near_questions_under_it(run: Run) -> None:
    out = run("check", "--claim", "Mali during MINUSMA one-sided both = 3788").out
    figures = r"3,788 +3,818 \(3,788–3,818\) +-30"
    assert re.search(rf"claim-1 +differs .* {figures} +country-year@25\.1 +both", out)
    assert (
        "claim-1: Also equals: straddle start; straddle drop; from 2014-07-01 to 2023-12-31; "
        "from 2014-01-01 to 2023-12-31 (of 21 near questions tried; by chance fewer than 0.1 would "
        "match)."
    ) in out
    assert "Also equals" not in run("check", "--only", "epis-3", "-q").out


def test_a_figure_by_another_rule_and_one_that_is_open(run: Run) -> None:
    ran = run("check", "--claim", "Mali during MINUSMA one-sided = 3788")
    assert ran.code == 0
    assert re.search(r"claim-1 +reproduced .* 3,788 \(3,788–3,818\) +0 .* +start", ran.out)
    assert "Ranges run from what lies wholly inside to all that touches." in ran.out
    csv = run("check", "--claim", "Mali before MINUSMA one-sided < 1000", "--csv", "-q").csv()
    shown = ("verdict", "computed", "at_least", "at_most", "difference", "robust")
    assert csv.select(shown).row(0) == ("undecided", "1029 (999–1029)", 999, 1029, None, None)
    assert "Ranges run" not in run("check").out


def test_years_have_no_separators_and_figures_do(run: Run) -> None:
    out = run("check", "--only", "epis-4", "--only", "exit-2").out
    assert re.search(r" 2022 +2022: 1,461 ", out)
    assert re.search(r" over 6,000 +6,122 ", out)
    csv = run("check", "--only", "exit-2", "--csv", "-q").csv()
    assert csv.select("claimed", "computed", "difference").row(0) == ("over 6000", 6122, None)


@pytest.mark.parametrize("width", [80, 120])
def test_verdicts_are_coloured_on_a_terminal(run: Run, width: int) -> None:
    out = run("check", tty=True, width=width).out
    for code, word in ((32, "reproduced"), (32, "holds"), (31, "differs"), (33, "needs data")):
        assert f"\x1b[{code}m{word}" in out
    assert max(len(re.sub(r"\x1b\[\d*m", "", line)) for line in table_of(out)) <= width
    assert "\x1b[3" not in run("check", tty=True, width=width, env={"NO_COLOR": "1"}).out


def table_of(out: str) -> list[str]:
    return out.split("\nepis-2: ", maxsplit=1)[0].splitlines()


def test_verdicts_agree_with_their_numbers(run: Run) -> None:
    for sign, said in ((">", "1 holds"), ("<", "1 differs")):
        assert f"1 claim: {said}." in run("check", "--claim", f"Mali 2024 one-sided {sign} 600").out
    assert "10 hold, 5 differ, 4 not testable, 10 need data." in run("check").out
