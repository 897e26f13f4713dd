"""Claims about the displaced, refugees and personnel: in a line, in a file, in the literature."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import mali_cli
from mali_cli.acquire.importing import import_files
from mali_cli.acquire.result import Watch
from mali_cli.answers.check.grammar import read_claim
from mali_cli.model.errors import UsageError
from tests.datasets import stock_files
from tests.read.writers import FIXTURES

Row = Mapping[str, Any]


def rows(**asked: Any) -> dict[str, Row]:
    frame = mali_cli.check(**asked).frame
    return {row["id"]: row for row in frame.iter_rows(named=True)}


def keep(name: str, **said: Any) -> None:
    import_files([str(FIXTURES / name)], Watch(), whole=True, **said)


@pytest.fixture
def _here() -> None:
    keep(stock_files.IDMC)
    keep(stock_files.UNHCR, release="2015-06-01")
    keep(stock_files.PERSONNEL)


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize(
    ("typed", "verdict", "computed"),
    [
        ("Mali displaced at the end of 2013 = 700", "reproduced", "700"),
        ("Mali displaced 2014 = 410", "reproduced", "410"),
        ("Mali displaced 2014 displacement@2019-05-09 ~ 400", "holds", "410"),
        ("Mali displacements 2013..2014 = 320", "reproduced", "320"),
        ("Mali displaced 2013..2015 = 471.7", "reproduced", "471.7"),
        ("Mali displaced 2014 against 2013 = -41.4%", "holds", "700 → 410 = -41.4 %"),
        ("Mali refugees at the end of 2014 > 1200", "holds", "1300"),
        ("Niger asylum-seekers 2013 = 4", "reproduced", "4"),
        ("Mali idps 2012 = 700", "differs", "650"),
        ("MINUSMA personnel 2013-08 = 200", "reproduced", "200"),
        ("MINUSMA personnel at the end of 2013-10 = 270", "reproduced", "270"),
        ("MINUSMA personnel during MINUSMA < 200", "needs data", None),
        ("Mali displaced 2016 = 0", "needs data", None),
    ],
)
def test_a_claim_in_a_line(typed: str, verdict: str, computed: str | None) -> None:
    (row,) = rows(claim=typed).values()
    assert (row["verdict"], row["computed"]) == (verdict, computed), row


@pytest.mark.usefixtures("_here")
def test_a_figure_of_another_year_is_a_near_question() -> None:
    (row,) = rows(claim="Mali displaced at the end of 2013 = 410").values()
    assert row["verdict"] == "differs"
    assert "from 2014-12-31 to 2014-12-31" in row["also_equals"]
    assert "straddle" not in row["also_equals"]


def test_what_is_not_here_says_how_to_get_it() -> None:
    for typed, name in (
        ("Mali displaced 2023 = 344,061", "displacement"),
        ("Mali refugees 2023 = 1", "refugees"),
        ("MINUSMA personnel 2023-02 = 17000", "un-personnel"),
    ):
        (row,) = rows(claim=typed).values()
        assert row["verdict"] == "needs data"
        assert f"mali-cli fetch {name}" in row["remark"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Mali displaced = 3", "needs a period after it"),
        ("Mali displaced at the end of = 3", "needs a period after it"),
        ("Mali displacements at the end of 2013 = 3", "counts over a year, not at its end"),
        ("Mali displaced 2013 ged@25.1 = 3", "is not displacement"),
        ("Mali displaced 2013 one-sided = 3", "word 4, 'one-sided' is not understood"),
        ("Mali displaced 2013 per 7 = 3", "needs a number of people"),
        ("Atlantis displaced 2013 = 3", "word 1, 'Atlantis'"),
        ("MINUSMO personnel 2013-07 = 3", "unknown mission 'MINUSMO'"),
        ("MINUSMA personnel illness = 3", "needs a period after it"),
        ("displaced 2013 = 3", "'displaced'"),
    ],
)
def test_what_is_not_understood_is_named(typed: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_claim(typed)
    assert said in str(caught.value)


@pytest.mark.usefixtures("_here")
def test_a_claim_in_a_file(tmp_path: Path) -> None:
    head = '[[claim]]\nid = "{}"\nstatement = "s"\n'
    questions = {
        "end": (
            'query = { dataset = "displacement", country = "Mali", measure = "total", from = 2013, '
            "to = 2013 }\nclaimed = { equals = 700 }"
        ),
        "flow": (
            'query = { dataset = "displacement", country = "Mali", from = 2013, to = 2014 }\n'
            "claimed = { equals = 320 }"
        ),
        "staff": (
            'query = { dataset = "un-personnel", mission = "MINUSMA", from = "2013-08", '
            'to = "2013-08" }\nclaimed = { rank = 2, among = "missions" }'
        ),
        "years": (
            'query = { dataset = "displacement", country = "Mali", measure = "total", from = 2013, '
            'to = 2015, each = "year" }\nclaimed = { over = 300 }'
        ),
    }
    file = tmp_path / "claims.toml"
    file.write_text("".join(f"{head.format(k)}{text}\n" for k, text in questions.items()))
    found = rows(files=str(file))
    assert {name: row["verdict"] for name, row in found.items()} == {
        **{"end": "reproduced", "flow": "reproduced", "staff": "reproduced", "years": "holds"},
    }
    assert found["years"]["computed"] == "700; 410; 305"
    mean = questions["end"].replace("to = 2013", 'to = 2013, mean = "year"')
    file.write_text(f"{head.format('a')}{mean}\n")
    with pytest.raises(UsageError, match="displaced people do not add up over time"):
        mali_cli.check(files=str(file))


def test_the_literature_says_how_to_get_what_it_would_show() -> None:
    found = rows(only=["exit-5c", "nias-2b"])
    assert {row["verdict"] for row in found.values()} == {"not testable"}
    assert "375,539" in found["exit-5c"]["remark"]
    assert "mali-cli fetch displacement" in found["exit-5c"]["remark"]
    assert "civilian staff" in found["nias-2b"]["remark"]
    assert "mali-cli fetch un-personnel" in found["nias-2b"]["remark"]
    assert len(rows()) == 36


def test_the_literature_shows_what_idmc_really_has(real_data: Callable[[str], Path]) -> None:
    import_files([str(real_data("idmc_gidd_2025-05.json"))], Watch(), whole=True)
    (row,) = rows(only=["exit-5c"]).values()
    assert (row["verdict"], row["computed"]) == (
        "not testable",
        "379932 → 344061 displaced people",
    )
    assert row["release"] == "displacement@2025-05-13"
    (typed,) = rows(claim="Mali displaced at the end of 2023 = 344,061").values()
    assert typed["verdict"] == "reproduced"


def test_the_literature_shows_the_personnel_at_hand(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    text = (FIXTURES / stock_files.PERSONNEL).read_text()
    path.write_text(text.replace("2013-08-31", "2023-02-28"))
    import_files([str(path)], Watch(), whole=True)
    (row,) = rows(only=["nias-2b"]).values()
    assert (row["verdict"], row["computed"]) == ("not testable", "200 uniformed personnel")


@pytest.mark.usefixtures("_here")
def test_missions_are_compared_by_what_adds_up_only() -> None:
    found = mali_cli.compare(dataset="displacement", mission="MINUSMA", window="1y")
    assert found.frame["during_new_displacement"].to_list() == [483]
    with pytest.raises(UsageError, match="displaced people do not add up over time"):
        mali_cli.compare(dataset="displacement", measure="total", mission="MINUSMA")
    with pytest.raises(UsageError, match="uniformed personnel do not add up"):
        mali_cli.compare(dataset="un-personnel", mission="MINUSMA")
