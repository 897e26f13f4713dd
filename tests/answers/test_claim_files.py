"""Claims files: what they hold, and the file, claim, key and reason of each mistake."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import chain

import pytest

from mali_cli.answers.check.claim_files import (
    ClaimedTable,
    ClaimsFile,
    ClaimTable,
    literature,
    parse,
    template,
)
from mali_cli.answers.check.claim_queries import QueryTable, read_phase
from mali_cli.model.claims import (
    Change,
    Claim,
    Comparison,
    ExtremeYear,
    FigureQuery,
    Rank,
    Ratio,
    Superlative,
    Trend,
    Untestable,
    Value,
    Window,
)
from mali_cli.model.errors import UsageError
from mali_cli.model.filters import EventFilters, Near

HEAD = '[[claim]]\nid = "a"\nstatement = "s"\n'
QUERY = 'query = { country = "Mali", type = "one-sided", from = 2022, to = 2022 }\n'
VALUE = "claimed = { equals = 5 }\n"
GOOD = HEAD + QUERY + VALUE
AT = "f.toml: claim 'a'"


def claim(claimed: str, query: str = QUERY, more: str = "") -> str:
    return f"{HEAD}{query}claimed = {{ {claimed} }}\n{more}"


def asked(keys: str, more: str = "") -> str:
    start = 'country = "Mali", type = "one-sided", '
    return f"{HEAD}query = {{ {start}{keys} }}\n{VALUE}{more}"


def against(keys: str) -> str:
    return f"against = {{ {keys} }}\n"


WRONG = {
    "x = [": ("f.toml: not valid TOML", "--template"),
    "": ("f.toml: no claims", "[[claim]]"),
    "claim = 5": ("f.toml: the key 'claim' is not a list of tables", "[[claim]]"),
    "claim = [5]": ("f.toml: the key 'claim' is not a list of tables", "[[claim]]"),
    "autor = 'x'\n" + GOOD: ("f.toml: unknown key 'autor'", "author"),
    "author = 5.5\n" + GOOD: ("f.toml: the key 'author' is neither a", "author ="),
    "release = '25'\n" + GOOD: ("f.toml: the key 'release': '25' is not a release", "25.1"),
    "release = 25.1\n" + GOOD: ("f.toml: the key 'release' is not text", "release ="),
    "release = 'country@25.1'\n" + GOOD: (
        "f.toml: the key 'release': unknown data",
        "country-year",
    ),
    "[[claim]]\nstatement = 's'": ("f.toml: claim 1: the key 'id' is missing", "id ="),
    "[[claim]]\nid = 5": ("f.toml: claim 1: the key 'id' is not text", "id ="),
    "[[claim]]\nid = 'a'": (f"{AT}: the key 'statement' is missing", "statement ="),
    GOOD + GOOD: ("f.toml: two claims share the id 'a'", "rename"),
    GOOD.replace('"Mali"', '"Mali", per = 99', 1): (f"{AT}: query: the key 'per' is not a", "per"),
    GOOD + "remrk = 'x'": (f"{AT}: unknown key 'remrk'", "remark"),
    GOOD + "remark = 5": (f"{AT}: the key 'remark' is not text", "remark ="),
    GOOD + "year = true": (f"{AT}: the key 'year' is neither a", "year ="),
    GOOD + "title = [true]": (f"{AT}: the key 'title' is neither a", "title ="),
    GOOD + "page = 1.5": (f"{AT}: the key 'page' is neither a", "page ="),
    GOOD + "url = false": (f"{AT}: the key 'url' is neither a", "url ="),
    GOOD + "release = 'ged@x'": (f"{AT}: the key 'release': 'x' is not a release", "25.1"),
    GOOD + "expected = 'holdz'": (f"{AT}: the key 'expected': unknown verdict 'holdz'", "holds"),
    GOOD + "expected = 5.0": (f"{AT}: the key 'expected' is neither a", "expected ="),
    GOOD + "shown = []": (f"{AT}: the key 'shown' goes with 'not_testable'", "claimed"),
    GOOD + "not_testable = 'x'": (f"{AT}: the key 'claimed' does not go", "leave out"),
    HEAD + "not_testable = ''": (f"{AT}: the key 'not_testable' is missing", "not_testable ="),
    HEAD + "not_testable = 'x'\nshown = [{}]": (f"{AT}: shown 1: the key 'country' is", "Mali"),
    HEAD + "not_testable = 'x'\nshown = 5": (f"{AT}: the key 'shown' is not a list", "shown"),
    HEAD + QUERY: (f"{AT}: claimed: nothing is claimed", "equals"),
    HEAD + VALUE: (f"{AT}: query: the key 'country' is missing", "country ="),
    HEAD + "query = 5\n" + VALUE: (f"{AT}: the key 'query' is not a table", "[query]"),
    HEAD + QUERY + "claimed = 5": (f"{AT}: the key 'claimed' is not a table", "[claimed]"),
    GOOD + against("from = 2021"): (f"{AT}: the key 'against' does not belong", "relation"),
    claim("equal = 5"): (f"{AT}: claimed: unknown key 'equal'", "equals"),
    claim("equals = 'x'"): (f"{AT}: claimed: the key 'equals' is not a number", "equals ="),
    claim("equals = true"): (f"{AT}: claimed: the key 'equals' is not a number", "equals ="),
    claim("equals = -1"): (f"{AT}: claimed: the key 'equals' is not a number of", "equals ="),
    claim("over = nan"): (f"{AT}: claimed: the key 'over' is not a number of", "over ="),
    claim("under = inf"): (f"{AT}: claimed: the key 'under' is not a number of", "under ="),
    claim("at_least = []"): (f"{AT}: claimed: the key 'at_least' is not a", "at_least ="),
    claim("at_most = '5'"): (f"{AT}: claimed: the key 'at_most' is not a number", "at_most ="),
    claim("equals = 5, over = 3"): (f"{AT}: claimed: the key 'over' and 'equals'", "one thing"),
    claim("about = 'x'"): (f"{AT}: claimed: the key 'about' is not a number", "about ="),
    claim("about = 5"): (f"{AT}: claimed: the key 'tolerance' is missing", "10 %"),
    claim("about = 5, tolerance = 'x'"): (f"{AT}: claimed: the key 'tolerance' is not a p", "38 %"),
    claim("about = 5, tolerance = '-5 %'"): (f"{AT}: claimed: the key 'tolerance' is neg", "10 %"),
    claim("about = 5, tolerance = -1"): (
        f"{AT}: claimed: the key 'tolerance' is not a number",
        "500",
    ),
    claim("equals = 5, tolerance = 1"): (
        f"{AT}: claimed: the key 'tolerance' does not go",
        "about",
    ),
    claim("equals = 5, among = '@aes'"): (f"{AT}: claimed: the key 'among' goes with", "rank"),
    claim("ratio_over = 2"): (f"{AT}: the key 'against' is missing", "against ="),
    claim("ratio_over = 'x'"): (f"{AT}: claimed: the key 'ratio_over' is not a", "ratio_over"),
    claim("ratio_under = -2"): (f"{AT}: claimed: the key 'ratio_under' is not a", "ratio_under"),
    claim(
        "ratio_over = 2",
        asked_years := QUERY.replace("}", ', each = "year" }'),
        against("from = 2021, to = 2021"),
    ): (f"{AT}: the key 'query' gives several", "spans"),
    claim("change = 38"): (f"{AT}: claimed: the key 'change' is not text", "change ="),
    claim("change = 'x'"): (f"{AT}: claimed: the key 'change' is not a percentage", "+38 %"),
    claim("relation = 'hihger'"): (f"{AT}: claimed: the key 'relation': unknown word", "higher"),
    claim("relation = 'highest'"): (f"{AT}: claimed: the key 'among' is missing", "among"),
    claim("rank = 0"): (f"{AT}: claimed: the key 'rank' is not a whole number", "rank = 1"),
    claim("rank = 1.5"): (f"{AT}: claimed: the key 'rank' is not a whole number", "rank = 1"),
    claim("rank = 1, among = '@eco'"): (f"{AT}: claimed: the key 'among': unknown group", "@ecow"),
    claim("rank = 1, among = '@cemac'"): (f"{AT}: claimed: the key 'among': the query is", ""),
    claim("rank = 1, among = 'x'"): (f"{AT}: claimed: the key 'among': 'x' is not a date", "2013"),
    claim("rank = 1, among = '2013..2015'"): (f"{AT}: claimed: the key 'among': the query", "year"),
    claim("trend = 'up'"): (f"{AT}: claimed: the key 'trend': unknown word 'up'", "rising"),
    claim("worst_year = 'x'"): (f"{AT}: claimed: the key 'worst_year' is not a", "worst_year"),
    claim("calmest_year = 1.5"): (f"{AT}: claimed: the key 'calmest_year' is not", "calmest_year"),
    asked("form = 2013"): (f"{AT}: query: unknown key 'form'", "from"),
    asked("from = 'x'"): (f"{AT}: query: the key 'from': 'x' is not a date", "2013-07"),
    asked("from = [2013, 2014]"): (f"{AT}: query: the key 'from' is not one date", "2013-07"),
    asked("to = '2013-13'"): (f"{AT}: query: the key 'to': no such date", "2013-07"),
    asked("from = 2014, to = 2013"): (f"{AT}: query: the key 'to': the window begins", "swap"),
    asked("phase = 'MINUSMA'"): (f"{AT}: query: the key 'phase': 'MINUSMA' is not", "during"),
    asked("phase = 'in MINUSMA'"): (f"{AT}: query: the key 'phase': 'in MINUSMA' is", "during"),
    asked("phase = 'during X'"): (f"{AT}: query: the key 'phase': unknown mission", "missions"),
    asked("phase = 'after UNFICYP'"): (f"{AT}: query: the key 'phase': UNFICYP has no", "from"),
    asked("phase = 'during MINUSMA', from = 2013"): (f"{AT}: query: the key 'from' and", "keep"),
    asked("spans = ['x']"): (f"{AT}: query: the key 'spans': 'x' is not a date", "2013-07"),
    asked("spans = ['2013', '2014'], each = 'year'"): (f"{AT}: query: the key 'spans' and", "one"),
    asked("each = 'month'"): (f"{AT}: query: the key 'each': unknown word 'month'", "year"),
    asked("mean = 'month'"): (f"{AT}: query: the key 'mean': unknown word 'month'", "year"),
    asked("measure = 'killed'"): (f"{AT}: query: the key 'measure': unknown measure", "deaths"),
    asked("estimate = 'bst'"): (f"{AT}: query: the key 'estimate': unknown estimate", "best"),
    asked("measure = 'events', estimate = 'low'"): (f"{AT}: query: the key 'estimate': ev", ""),
    asked("straddle = 'bth'"): (f"{AT}: query: the key 'straddle': unknown word 'bth'", "both"),
    asked("each = 'year', straddle = 'both'"): (f"{AT}: query: the key 'straddle': --str", "start"),
    asked("dataset = 'gde'"): (f"{AT}: query: the key 'dataset': unknown data set", "ged"),
    asked("actor = true"): (f"{AT}: query: the key 'actor' is neither a", "actor ="),
    asked("side = 'c', actor = 'IS'"): (f"{AT}: query: the key 'side': unknown side 'c'", "a"),
    asked("side = 'a'"): (f"{AT}: query: the key 'side': --side needs", "--actor"),
    asked("adm1 = 1.5"): (f"{AT}: query: the key 'adm1' is neither a", "adm1 ="),
    asked("adm2 = {}"): (f"{AT}: query: the key 'adm2' is neither a", "adm2 ="),
    asked("adm3 = 1.5"): (f"{AT}: query: the key 'adm3' is neither a", "adm3 ="),
    asked("event_type = 1.5"): (f"{AT}: query: the key 'event_type' is neither a", "event_type ="),
    asked("sub_event_type = {}"): (f"{AT}: query: the key 'sub_event_type' is neither a", ""),
    asked("disorder_type = true"): (f"{AT}: query: the key 'disorder_type' is neither a", ""),
    asked("civilian_targeting = 1"): (f"{AT}: query: the key 'civilian_targeting' is nei", "true"),
    asked("place = false"): (f"{AT}: query: the key 'place' is neither a", "place ="),
    asked("near = 'here'"): (f"{AT}: query: the key 'near': 'here' is not a circle", "14.5"),
    asked("dyad = [[1]]"): (f"{AT}: query: the key 'dyad' is neither a", "dyad ="),
    asked("conflict = 1.5"): (f"{AT}: query: the key 'conflict' is neither a", "conflict ="),
    asked("mission = 'MINUSMO'"): (f"{AT}: query: the key 'mission': unknown mission", "MINUSMA"),
    asked("mission = 'MINUSMA'"): (f"{AT}: query: the key 'mission' is for data", "dataset ="),
    asked("cause = 1.5"): (f"{AT}: query: the key 'cause' is neither a", "cause ="),
    asked("nationality = true"): (f"{AT}: query: the key 'nationality' is neither a", "nation"),
    asked("personnel = {}"): (f"{AT}: query: the key 'personnel' is neither a", "personnel ="),
    asked("active_only = 1"): (f"{AT}: query: the key 'active_only' is neither true", "true"),
    asked("where_prec = 9"): (f"{AT}: query: the key 'where_prec': --where-prec 9", "1 to 3"),
    asked("date_prec = 'x'"): (
        f"{AT}: query: the key 'date_prec' is not a whole number",
        "date_prec",
    ),
    GOOD.replace("Mali", "Mail"): (f"{AT}: query: the key 'country': unknown country", "Mali"),
    GOOD.replace('"Mali"', "true"): (f"{AT}: query: the key 'country' is neither a", "country ="),
    GOOD.replace("one-sided", "oneside"): (f"{AT}: query: the key 'type': unknown type", "one-s"),
    GOOD.replace('"one-sided"', "[]"): (f"{AT}: query: the key 'type' is missing", "type ="),
}
del asked_years


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_names_file_claim_key_and_reason(text: str) -> None:
    message, hint = WRONG[text]
    with pytest.raises(UsageError) as caught:
        parse(text, "f.toml")
    assert caught.value.message.startswith(message)
    assert hint in (caught.value.hint or "")


def test_every_key_has_a_mistake_in_these_tests() -> None:
    messages = " ".join(message for message, _ in WRONG.values())
    keys = set(chain(ClaimTable.known(), ClaimedTable.known(), QueryTable.known()))
    assert [key for key in sorted(keys) if f"'{key}'" not in messages] == []
    assert set(ClaimsFile.known()) - {"claim"} < set(ClaimTable.known())
    assert set(EventFilters.__dataclass_fields__) < set(QueryTable.known())


def test_types_and_countries_are_read_as_options_read_them() -> None:
    (plain,) = parse(GOOD, "f.toml")
    for kind in ("3", '"3"', '"osv"', '"one_sided"', '["onesided"]'):
        assert parse(GOOD.replace('"one-sided"', kind), "f.toml") == (plain,)
    assert parse(GOOD.replace('"Mali"', '"ml"'), "f.toml") == (plain,)


def test_a_claim_has_its_words_its_source_and_its_pin() -> None:
    text = 'author = "A. Author"\nyear = 2025\nrelease = "country-year@25.1"\n' + GOOD
    text += 'page = 4\nurl = "https://example.org"\nremark = "r"\nexpected = "differs"\n'
    (found,) = parse(text, "f.toml")
    assert found == Claim(
        id="a",
        statement="s",
        expectation=Value("=", 5),
        query=FigureQuery(
            ("Mali",),
            ("one-sided",),
            (Window(date(2022, 1, 1), date(2022, 12, 31)),),
            dataset="country-year",
            release="25.1",
        ),
        source="A. Author (2025), p. 4, https://example.org",
        remark="r",
        expected=("differs",),
        file="f.toml",
    )


@pytest.mark.parametrize(
    ("claimed", "expectation"),
    [
        ("equals = 5", Value("=", 5)),
        ("about = 500, tolerance = 50", Value("~", 500, 50)),
        ("about = 500, tolerance = '10 %'", Value("~", 500, 50)),
        ("over = 6000", Value(">", 6000)),
        ("under = 6000", Value("<", 6000)),
        ("at_least = 1", Value(">=", 1)),
        ("at_most = 1", Value("<=", 1)),
        ("ratio_over = 2", Ratio(">", 2)),
        ("ratio_under = 0.5", Ratio("<", 0.5)),
        ("change = '+38 %'", Change(38, 0.5)),
        ("change = '-5.5%', tolerance = 2", Change(-5.5, 2)),
        ("relation = 'higher'", Comparison("higher")),
        ("relation = 'highest', among = '2015..2023'", Superlative("highest")),
        ("relation = 'lowest', among = '@ecowas'", Superlative("lowest")),
        ("rank = 2, among = '1989..2024'", Rank(2)),
        ("trend = 'rising'", Trend("rising")),
        ("worst_year = 2022", ExtremeYear(2022, "highest")),
        ("calmest_year = 2015", ExtremeYear(2015, "lowest")),
    ],
)
def test_each_kind_of_claim_is_read(claimed: str, expectation: object) -> None:
    query = QUERY
    if "trend" in claimed or "_year" in claimed:
        query = query.replace("from = 2022", "from = 2013")
    needs = any(word in claimed for word in ("ratio", "change", "'higher'"))
    (found,) = parse(claim(claimed, query, against("from = 2021, to = 2021") if needs else ""), "f")
    assert found.expectation == expectation


def test_the_other_question_says_only_what_differs() -> None:
    text = claim("relation = 'higher'", more=against('from = 2021, to = 2021, type = "all"'))
    found = parse(text, "f")[0].against
    assert found
    assert (found.country, found.type) == (("Mali",), ("all",))
    assert found.windows == (Window(date(2021, 1, 1), date(2021, 12, 31)),)


def test_every_filter_is_read_and_inherited() -> None:
    text = asked(
        'from = 2022, actor = ["IS", 234], side = "a", adm1 = "Gao", adm2 = "Ansongo", '
        'place = "Tessit", near = "14.5,-4.2,50", dyad = 1, conflict = "x", active_only = true, '
        'adm3 = "x", event_type = "Battles", sub_event_type = "Attack", disorder_type = ["a", '
        '"b"], civilian_targeting = true, '
        "where_prec = 3, date_prec = 2",
    ).replace(VALUE, "claimed = { relation = 'same' }\nagainst = { active_only = false }\n")
    (found,) = parse(text, "f")
    assert found.query
    assert found.against
    filters = EventFilters(
        actor=("IS", "234"),
        side="a",
        adm1=("Gao",),
        adm2=("Ansongo",),
        adm3=("x",),
        event_type=("Battles",),
        sub_event_type=("Attack",),
        disorder_type=("a", "b"),
        civilian_targeting=True,
        place=("Tessit",),
        near=Near(14.5, -4.2, 50),
        dyad=("1",),
        conflict=("x",),
        active_only=True,
        where_prec=3,
        date_prec=2,
    )
    assert found.query.filters == filters
    assert found.against.filters.active_only is False
    assert found.against.filters.side == "a"
    assert found.against.windows == found.query.windows


def test_a_release_alone_pins_whatever_data_set_answers() -> None:
    query = parse('release = "24.1"\n' + GOOD, "f")[0].query
    assert query
    assert (query.dataset, query.release) == (None, "24.1")
    events = parse('release = "24.1"\n' + asked('dataset = "events"'), "f")[0].query
    assert events
    assert (events.dataset, events.release) == ("ged", "24.1")
    other = parse('release = "country-year@25.1"\n' + asked('dataset = "ged"'), "f")[0].query
    assert other
    assert (other.dataset, other.release) == ("ged", None)


def test_phases_of_a_mission_are_days() -> None:
    assert read_phase("during MINUSMA") == Window(date(2013, 7, 1), date(2023, 12, 31), phase=True)
    assert read_phase("before MINUSMA") == Window(None, date(2013, 6, 30), phase=True)
    assert read_phase("After minusma") == Window(date(2024, 1, 1), None, phase=True)
    assert read_phase("during UNFICYP").last is None


def test_the_template_is_a_claims_file_that_uses_only_known_keys() -> None:
    claims = parse(template(), "template")
    assert len(claims) == 4
    assert any(isinstance(claim.expectation, Untestable) for claim in claims)
    assert tomllib.loads(template())["release"] == "country-year@25.1"


def test_the_packaged_claims_have_ids_sources_and_records() -> None:
    ids = [claim.id for claim in literature()]
    assert len(ids) == len(set(ids)) == 36
    for claim in literature():
        assert claim.source, claim.id
        assert claim.expected, claim.id
