"""HXL tags: valid, of the core vocabulary, and those of HDX where HDX has them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.output.columns import KILLED, declarations, declared, tags_of
from mali_cli.output.machine import to_csv
from tests.output.made_up import hostile, made_up
from tests.read.made_up import SCHEMAS

TAG = re.compile(r"#[a-z][a-z0-9]*(\+[a-z][a-z0-9_]*)*")
_CORE = (
    "access activity adm1 adm2 adm3 adm4 adm5 affected beneficiary capacity cause channel contact "
    "country crisis currency date delivery description event frequency geo group impact indicator "
    "inneed item loc meta modality need operations org output population reached region respondee "
    "sector service severity status subsector targeted value"
)
"""The hashtags of HXL 1.1 (https://hxlstandard.org/standard/1-1final/dictionary/)."""
CORE = frozenset(_CORE.split())
RESULT = made_up(pl.DataFrame({"country": ["Mali"], "deaths": [1029]}))


def check(tags: list[str]) -> None:
    for tag in tags:
        assert TAG.fullmatch(tag), tag
        assert tag[1:].split("+")[0] in CORE, tag


def test_every_tag_is_valid() -> None:
    check([declared(name).tag for name in declarations()])


@pytest.mark.parametrize("dataset", SCHEMAS)
def test_every_column_of_every_data_set_has_a_tag(dataset: str) -> None:
    check(tags_of(RESULT, list(SCHEMAS[dataset])))


@given(st.from_regex(r"[A-Za-z][A-Za-z0-9 _.-]{0,20}", fullmatch=True))
def test_any_column_has_a_tag(name: str) -> None:
    check(tags_of(RESULT, [name]))


def test_the_tags_of_events_differ() -> None:
    tags = tags_of(made_up(RESULT.frame), list(SCHEMAS["ged"]))
    assert len(set(tags)) == len(tags)


def test_tags_are_those_of_hdx(real_data: Callable[[str], Path]) -> None:
    with real_data("ged221_south_sudan_hdx.csv").open(encoding="utf-8-sig") as file:
        header, tags = (row for _, row in zip(range(2), csv.reader(file), strict=False))
    tagged = {name: tag for name, tag in zip(header, tags, strict=True) if tag}
    assert tagged
    assert tagged == {name: declared(name).tag for name in tagged}


def test_tags_stand_below_the_header() -> None:
    lines = to_csv(RESULT, hxl=True).decode().split("\n")
    assert lines == [
        "country,deaths,dataset,release",
        f"#country+name,{KILLED},#meta+dataset,#meta+release",
        "Mali,1029,country-year,25.1",
        "",
    ]
    assert (
        to_csv(RESULT, "\t", hxl=True)
        .decode()
        .split("\n")[1]
        .startswith("#country+name\t#affected")
    )


def test_without_the_tags_rows_are_as_they_were() -> None:
    tagged = to_csv(hostile(), hxl=True).decode().split("\n")
    assert "\n".join([tagged[0], *tagged[2:]]) == to_csv(hostile()).decode()
