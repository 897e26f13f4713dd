"""Errors as a user sees them: what, where, what to do; the right exit code; no traceback."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

import mali_cli.answers.periods
from mali_cli.model.query import OUTPUT
from tests.cli.test_fuzz import commands

if TYPE_CHECKING:
    from tests.cli.conftest import Run

WRONG = {
    "periods -c Mail": ("'Mail'", "Mali"),
    "periods --mission MINUSM": ("'MINUSM'", "MINUSMA"),
    "periods --timeline mali-cups": ("'mali-cups'", "mali-coups"),
    "timelines mali-cups": ("'mali-cups'", "mali-coups"),
    "periods -t oneside": ("'oneside'", "one-sided"),
    "periods --straddle bth": ("'bth'", "both"),
    "periods --estimate bst": ("'bst'", "best"),
    "periods --measure killed": ("'killed'", "deaths"),
    "periods --dataset country-yaer": ("'country-yaer'", "country-year"),
    "periods --mission-dates mandat": ("'mandat'", "mandate"),
    "periods --peak-by week": ("'week'", "month"),
    "periods -f cvs": ("'cvs'", "csv"),
    "periods --color sometimes": ("'sometimes'", "never"),
    "periods --release newest": ("'newest'", "25.1"),
    "periods -c congo --cut 2013": ("'congo'", "COD", "COG"),
    "totals --by yaer": ("'yaer'", "year"),
    "totals --from 2020 --to 2019": ("--from", "2020-01-01", "2019-12-31", "swap"),
    "periods --from 2013-02-30": ("2013-02-30",),
    "periods --from soon": ("soon", "2013-07"),
    "periods --phase a=2014..2013": ("2014", "swap"),
    "periods --phase 2013..2014": ("2013..2014", "name"),
    "periods --phase a=2013..2014 --phase a=2015..2016": ("'a'", "name"),
    "periods --phase a=2013..2014 --phase b=2014..2015": ("'a'", "'b'", "--allow-overlap"),
    "periods --cut 2013 --cut 2013-01-01": ("2013-01-01", "empty"),
    "periods --mission MINUSMA --cut 2014": ("--mission", "--cut", "one of them"),
    "periods --timeline mali-coups --phase a=2013..2014": ("--timeline", "--phase"),
    "periods --window 5x": ("'5x'", "5y"),
    "periods --window 5y --phase a=2013..2014": ("--window",),
    "totals --straddle both": ("both", "start", "split"),
    "chart --straddle both": ("both", "start"),
    "periods --measure events": ("events", "mali-cli fetch ged"),
    "periods --measure civilians --estimate high": ("civilians", "high"),
    "totals --by perpetrator -t state-based": ("perpetrator", "one-sided"),
    "periods --phases none.toml": ("none.toml",),
    "periods -t all -t one-sided": ("all",),
    "periods --csv --json": ("csv", "json"),
    "periods -o a.ods": (".ods", ".csv"),
}
NOT_HERE = {
    "periods -c Nigeria --cut 2013": ("Nigeria", "mali-cli fetch country-year"),
    "periods --mission MONUSCO": ("DR Congo", "mali-cli fetch country-year"),
    "totals -c @ecowas": ("mali-cli fetch country-year",),
    "periods --release 26.1": ("country-year@26.1", "mali-cli fetch country-year@26.1"),
    "periods --dataset ged": ("ged", "mali-cli fetch ged"),
    "periods --peak-by month": ("month", "mali-cli fetch ged"),
    "totals --by month": ("month", "mali-cli fetch ged"),
    "totals --by actor": ("actor", "mali-cli fetch ged"),
    "totals --from 2031": ("2031", "2024-12-31", "mali-cli fetch"),
    "cite --dataset ged": ("ged",),
}
USAGE = {
    "bogus": ("bogus",),
    "period": ("periods",),
    "periods --stradle both": ("--straddle",),
    "periods --from": ("--from",),
    "periods Mali": ("Mali",),
    "chart --width many": ("--width",),
    "chart --width 3": ("--width", "20"),
    "fetch --timeout soon": ("--timeout", "number", "mali-cli fetch -h"),
    "datasets shw": ("show",),
    "periods --mission MINUSMA --mission MINUSCA": ("--mission is there twice", "one value"),
    "totals --from 2013 -c ML --from=2014": ("--from is there twice",),
}


@pytest.mark.parametrize("line", WRONG)
def test_wrong_usage_is_two_lines_that_help(run: Run, line: str) -> None:
    ran = run(*shlex.split(line))
    assert (ran.code, ran.stdout) == (2, b"")
    lines = ran.err.splitlines()
    assert lines[0].startswith("error: ")
    assert lines[1].startswith("hint: ")
    assert len(lines) == 2
    assert [word for word in WRONG[line] if word not in ran.err] == []


@pytest.mark.parametrize("line", NOT_HERE)
def test_what_is_not_here_comes_with_the_command_that_gets_it(run: Run, line: str) -> None:
    ran = run(*shlex.split(line))
    assert (ran.code, ran.stdout) == (3, b"")
    assert [text.split(":")[0] for text in ran.err.splitlines()] == ["error", "hint"]
    assert [word for word in NOT_HERE[line] if word not in ran.err] == []


@pytest.mark.parametrize("line", USAGE)
def test_usage_errors_of_the_parser(run: Run, line: str) -> None:
    ran = run(*shlex.split(line))
    assert (ran.code, ran.stdout) == (2, b"")
    assert [text.split(":")[0] for text in ran.err.splitlines()] == ["error", "hint"]
    assert [word for word in USAGE[line] if word not in ran.err] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[phase]\n", ("phases.toml",)),
        ("x = 1\n", ("phases.toml",)),
        ('[[phase]]\nname = "a"\nstart = "2013-13"\n', ("phases.toml", "2013-13")),
        ('[[phase]]\nname = "a"\nbegin = "2013"\n', ("phases.toml", "begin")),
    ],
)
def test_a_mistake_in_a_phases_file(
    run: Run, tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    file = tmp_path / "phases.toml"
    file.write_text(text)
    ran = run("periods", "--phases", str(file))
    assert ran.code == 2
    assert len(ran.err.splitlines()) <= 2
    assert [word for word in words if word not in ran.err] == []


def test_a_phases_file_that_is_no_text(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "phases.toml"
    file.write_bytes(b"\xff\xfe\x00")
    ran = run("periods", "--phases", str(file))
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert run("periods", "--phases", str(tmp_path)).code == 2


def test_arguments_that_are_no_text(run: Run) -> None:
    ran = run("periods", "--phase", "\udcff=2013..2014")
    assert ran.code == 2
    assert "UTF-8" in ran.err


def test_an_empty_word_is_no_country(run: Run) -> None:
    assert run("periods", "-c", "", "--cut", "2013").code == 2


@pytest.fixture
def _broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> NoReturn:
        raise RuntimeError("the sky\nfell \x1b[31mdown")

    monkeypatch.setattr(mali_cli.answers.periods, "answer", fail)


@pytest.mark.usefixtures("_broken")
def test_a_bug_is_one_line_with_the_address(run: Run) -> None:
    ran = run("periods")
    assert (ran.code, ran.stdout) == (70, b"")
    assert len(ran.err.splitlines()) == 1
    assert "RuntimeError: the sky fell" in ran.err
    assert "/issues" in ran.err
    assert "--debug" in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.usefixtures("_broken")
def test_debug_shows_the_traceback_of_a_bug(run: Run) -> None:
    ran = run("periods", "--debug")
    assert ran.code == 70
    assert "Traceback" in ran.err
    assert "RuntimeError" in ran.err


def test_debug_shows_the_traceback_of_an_expected_error(run: Run) -> None:
    ran = run("periods", "-c", "Mail", "--debug")
    assert ran.code == 2
    assert "Traceback" in ran.err
    assert "error: unknown country 'Mail'" in ran.err


def test_a_second_value_is_refused_where_one_is_taken_but_for_how_it_is_put_out(run: Run) -> None:
    """Typer would take the last: of two missions one would be answered in silence."""
    given = {int: "1", float: "1"}
    for words, command in commands():
        for option in command.params:
            if option.param_type_name != "option" or option.is_flag or option.multiple:
                continue
            kind = getattr(option.type_descriptor, "annotation", str)
            twice = [option.opts[-1], given.get(kind, "json")] * 2
            if option.rich_help_panel == OUTPUT:
                continue
            ran = run(*words, *twice)
            assert ran.code == 2, (words, twice)
            assert f"error: {option.opts[-1]} is there twice" in ran.err, (words, twice)
    assert run("periods", "-f", "csv", "-f", "json").out.startswith("{")


def test_no_command_prints_help(run: Run) -> None:
    ran = run()
    assert ran.code == 2
    assert "periods" in ran.out + ran.err


def test_escape_codes_in_arguments_do_not_reach_the_terminal(run: Run) -> None:
    ran = run("periods", "-c", "\x1b[2Jboo", tty=True, width=80)
    assert ran.code == 2
    assert "\x1b" not in ran.err
