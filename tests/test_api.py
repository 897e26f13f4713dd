"""The Python interface: what is there, how it is documented, how a result shows."""

from __future__ import annotations

import inspect
import subprocess
import sys
from typing import Any

import polars as pl
import pytest

import mali_cli
from mali_cli.model.questions.totals import Totals
from mali_cli.model.result import Result
from mali_cli.model.settled import Settled
from tests.output.made_up import noted

QUESTIONS = (
    *(
        "breaks",
        "compare",
        "chart",
        "check",
        "cite",
        "countries",
        "load",
        "missions",
        "periods",
        "timelines",
    ),
    "totals",
)


def run_python(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def test_everything_announced_is_there_and_listed() -> None:
    assert set(QUESTIONS) < set(mali_cli.__all__)
    assert dir(mali_cli) == sorted(mali_cli.__all__)
    for name in mali_cli.__all__:
        assert getattr(mali_cli, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'minusma'"):
        mali_cli.minusma  # noqa: B018


def test_importing_the_package_imports_nothing_that_is_slow() -> None:
    code = (
        "import sys, mali_cli; mali_cli.MaliCliError; mali_cli.Result;"
        "print([m for m in ('polars', 'httpx', 'typer', 'rich') if m in sys.modules])"
    )
    assert run_python(code) == "[]"


@pytest.mark.parametrize("name", [*QUESTIONS, "diff", "fetch", "import_"])
def test_every_question_is_documented(name: str) -> None:
    question = getattr(mali_cli, name)
    text = inspect.getdoc(question) or ""
    first = text.splitlines()[0]
    assert first.endswith(".")
    assert "Returns:" in text
    parameters = inspect.signature(question).parameters
    assert "Args:" in text
    arguments = text.split("Args:")[1].split("\n\n")[0]
    for parameter in parameters:
        assert f"    {parameter}: " in arguments, parameter
    if name != "countries":  # it refuses nothing
        assert "Raises:" in text


def test_a_file_is_taken_into_the_store() -> None:
    result = mali_cli.import_("fixtures/ged-official.csv")
    assert result.frame["done"].to_list() == ["imported"]
    assert not mali_cli.events(country="Mali", type="all").frame.is_empty()
    with pytest.raises(mali_cli.MaliCliError):
        mali_cli.fetch("no-such-set")


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_answers_without_arguments(name: str) -> None:
    result = getattr(mali_cli, name)()
    assert isinstance(result, Result)
    assert isinstance(result.frame, pl.DataFrame)
    assert not result.frame.is_empty()
    assert result.command == name
    assert result.title
    assert result.empty is None


def test_a_result_shows_in_a_notebook_with_title_rows_and_notes() -> None:
    html = mali_cli.periods()._repr_html_()
    assert "<caption><span>Deaths in one-sided violence, Mali" in html
    assert "<table" in html
    assert 'class="number">3,818</td>' in html
    assert "<li>2013 (30 deaths) falls in two phases." in html


def test_html_of_a_result_is_escaped() -> None:
    result = Result(Settled(Totals()), "a <b> & c", pl.DataFrame({"a": [1]}), (noted("<script>"),))
    html = result._repr_html_()
    assert "a &lt;b&gt; &amp; c" in html
    assert "<script>" not in html


def test_a_result_prints_title_frame_and_notes() -> None:
    text = repr(mali_cli.periods())
    assert text.startswith("Deaths in one-sided violence, Mali")
    assert "Total without double counting: 5,436. " in text
    warned = Result(Settled(Totals()), "t", pl.DataFrame(), (noted("mind this", warning=True),))
    assert repr(warned).endswith("Warning: mind this")


def test_the_source_of_an_answer_is_named() -> None:
    for result in (mali_cli.periods(), mali_cli.totals(), mali_cli.chart(), mali_cli.load()):
        assert result.source is not None
        assert result.source.pinned == "country-year@25.1"
        said = "\n".join(str(note) for note in result.notes)
        assert "Data: UCDP country-year 25.1, 1989–2024, embedded, CC BY 4.0." in said
        assert "Cite: Davies, Pettersson, Sollenberg & Öberg (2025)." in said
        assert "Reproduce: mali-cli " in said


FIGURES = "deaths at_least at_most low high"
PHASES = (
    f"phase start end years {FIGURES} low_at_least high_at_most "
    "per_year per_year_at_least per_year_at_most peak peak_deaths "
    "share share_at_least share_at_most ratio_to_previous ratio_at_least ratio_at_most straddling"
)


@pytest.mark.parametrize(
    ("call", "columns"),
    [
        (
            {"name": "periods"},
            PHASES,
        ),
        (
            {"name": "periods", "by": ["country", "type"]},
            f"country_id country type_of_violence {PHASES}",
        ),
        ({"name": "totals", "by": "year", "type": "all"}, f"year {FIGURES}"),
        ({"name": "totals"}, f"type_of_violence {FIGURES}"),
        ({"name": "totals", "by": ["perpetrator", "region"]}, f"perpetrator region {FIGURES}"),
        ({"name": "chart"}, f"year {FIGURES}"),
        ({"name": "timelines"}, "timeline title country phase start end"),
    ],
)
def test_columns_are_those_of_the_documentation(call: dict[str, Any], columns: str) -> None:
    options = dict(call)
    frame = getattr(mali_cli, options.pop("name"))(**options).frame
    assert frame.columns == columns.split()


def test_dtypes_are_those_of_the_documentation() -> None:
    schema = mali_cli.periods().frame.schema
    assert schema["start"] == schema["end"] == pl.Date
    counts = ("deaths", "low", "high", "at_least", "at_most", "peak_deaths", "straddling")
    assert {schema[name] for name in counts} == {pl.Int64}
    assert schema["years"] == pl.Float64
    assert schema["peak"] == pl.String
    split = mali_cli.periods(straddle="split").frame.schema
    assert [split["deaths"], split["at_least"]] == [pl.Float64, pl.Int64]
    totals = mali_cli.totals(by=["year", "country"]).frame.schema
    assert totals["year"] == pl.Int32
    assert totals["country_id"] == pl.Int64


def test_load_gives_the_observations_that_touch_a_window() -> None:
    frame = mali_cli.load(country="Mali", type="one-sided", from_="2012-07", to="2013-02").frame
    assert list(frame["year"]) == [2012, 2013]
    assert list(frame["best"]) == [23, 30]
    assert {"start", "end", "country_id", "country", "region", "low", "high", "civilians"} <= set(
        frame.columns
    )
    assert mali_cli.load().frame.height == 3 * 36 * 3


def test_lists_are_searched_without_regard_to_case_and_accents() -> None:
    assert list(mali_cli.countries("cote d'ivoire").frame["gwno"]) == [437]
    assert "MINUSMA" in list(mali_cli.missions("mali").frame["mission"])
    assert list(mali_cli.missions(country="Mali").frame["mission"]) == ["MINUSMA"]
    nothing = mali_cli.countries("atlantis")
    assert nothing.frame.is_empty()
    assert (nothing.empty or "").startswith("no rows: nothing in the list holds 'atlantis'")
    assert "@aes" in list(mali_cli.countries(groups=True).frame["group"])


def test_a_timeline_lists_its_phases_with_their_sources() -> None:
    result = mali_cli.timelines("mali-coups")
    assert result.frame.height == 4
    assert "press statement" in str(result.notes[0])


def test_cite_gives_the_works_of_what_was_used() -> None:
    result = mali_cli.cite()
    assert list(result.frame["key"]) == ["davies2025", "sundberg2013", "ged-codebook-25.1"]
    assert "release 25.1" in result.title
    assert mali_cli.cite(dataset="one-sided@24.1").frame["key"][0] == "davies2024"


def test_a_chart_has_every_year_covered_and_its_phases() -> None:
    result = mali_cli.chart()
    assert list(result.frame["year"]) == list(range(1989, 2025))
    assert result.frame["deaths"].sum() == 5436
    assert [phase.name for phase in result.phases] == ["before", "during", "after"]
    assert mali_cli.chart(country="Niger").phases == ()
    window = mali_cli.chart(from_="2012", to="2014-06")
    assert list(window.frame["year"]) == [2012, 2013, 2014]
    assert [phase.name for phase in window.phases] == ["before", "during"]
    whole_years = mali_cli.chart(from_="2012", to="2014-06", straddle="drop")
    assert list(whole_years.frame["year"]) == [2012, 2013, 2014]
    assert whole_years.frame.row(2)[1:4] == (None, 0, 3), "half of it: blank, and bounded"
