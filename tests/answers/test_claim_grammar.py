"""Claims typed as one line: what is understood, and which word is not."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mali_cli.answers.check.grammar import read_claim
from mali_cli.model.claims import FigureQuery, Value, Window
from mali_cli.model.errors import UsageError
from mali_cli.model.words import ALL_TYPES, ESTIMATES, STRADDLES, TYPES

YEARS = (Window(date(2013, 1, 1), date(2023, 12, 31)),)
MINUSMA = (Window(date(2013, 7, 1), date(2023, 12, 31), phase=True),)
THE_SAME_DAYS = (Window(date(2013, 7, 1), date(2023, 12, 31)),)
ONE = ("one-sided",)
READ = {
    "Mali 2013..2023 one-sided = 3818": (FigureQuery(("Mali",), ONE, YEARS), Value("=", 3818)),
    "mali 2013..2023 One-Sided=3,818": (FigureQuery(("Mali",), ONE, YEARS), Value("=", 3818)),
    "432 during MINUSMA one-sided > 3800": (FigureQuery(("Mali",), ONE, MINUSMA), Value(">", 3800)),
    "ml 2013..2023 osv = 3818": (FigureQuery(("Mali",), ONE, YEARS), Value("=", 3818)),
    "ML during MINUSMA 3 > 3800": (FigureQuery(("Mali",), ONE, MINUSMA), Value(">", 3800)),
    "bf 2013..2023 low State Based = 0": (
        FigureQuery(("BFA",), ("state-based",), YEARS, estimate="low"),
        Value("=", 0),
    ),
    "IN 2013..2023 ns = 0": (FigureQuery(("India",), ("non-state",), YEARS), Value("=", 0)),
    "@aes 2013..2023 all high ~ 1000": (
        FigureQuery(("@aes",), ("all",), YEARS, estimate="high"),
        Value("~", 1000, 50),
    ),
    "Burkina Faso 2013-07..2023-12-31 low non-state <= 0": (
        FigureQuery(("BFA",), ("non-state",), THE_SAME_DAYS, estimate="low"),
        Value("<=", 0),
    ),
    "Mali ..2013 split one-sided < 29.5": (
        FigureQuery(("Mali",), ONE, (Window(None, date(2013, 12, 31)),), straddle="split"),
        Value("<", 29.5),
    ),
    "Mali after MINUSMA all civilians country-year@25.1 >= 5": (
        FigureQuery(
            ("Mali",),
            ("all",),
            (Window(date(2024, 1, 1), phase=True),),
            measure="civilians",
            dataset="country-year",
            release="25.1",
        ),
        Value(">=", 5),
    ),
    "Angola before UNAVEM III all = 0": (
        FigureQuery(("Angola",), ("all",), (Window(None, date(1995, 1, 31), phase=True),)),
        Value("=", 0),
    ),
}
WRONG = {
    "": "no sign (one of = ~ > < >= <=)",
    "Mali 2013 one-sided 5": "no sign (one of = ~ > < >= <=)",
    "Mali 2013 one-sided > 3 < 5": "more than one sign (= ~ > < >= <=)",
    "Mali 2013 one-sided =": "no number after the sign",
    "Mali 2013 one-sided = five": "word 5, 'five', is not a number",
    "Mali 2013 one-sided = -5": "word 5, '-5', is not a number",
    "Mali 2013 one-sided = 3,81": "word 5, '3,81', is not a number",
    "= 5": "no country before the sign",
    "Mail 2013 one-sided = 5": "word 1, 'Mail', is not understood: unknown country 'Mail'",
    "@ase 2013 one-sided = 5": "word 1, '@ase', is not understood: unknown group",
    "during MINUSMA one-sided = 5": "word 1, 'during', stands where the country belongs",
    "Mali one-sided = 5": "word 2, 'one-sided', comes before a period",
    "Mali 2013-13 one-sided = 5": "word 2, '2013-13', is not understood: no such date",
    "Mali 2014..2013 one-sided = 5": "word 2, '2014..2013', is not understood",
    "Mali during MINUSMMA one-sided = 5": "word 3, 'MINUSMMA', is not understood: unknown miss",
    "Mali during one-sided = 5": "word 2, 'during', needs a mission",
    "Mali one-sided 2013 = 5": "word 2, 'one-sided', comes before the period",
    "Mali 2013 = 5": "no type of violence given",
    "Mali 2013 oneside = 5": "word 3, 'oneside', is not understood",
    "Mali 2013 one sided osv = 5": "word 5, 'osv', is a second type",
    "Mali during osv = 5": "word 2, 'during', needs a mission",
    "In 2013 one-sided = 5": "word 1, 'In', is not understood: 'In' may be a word, or the code",
    "no 2013 one-sided = 5": "word 1, 'no', is not understood: 'no' may be a word, or the code",
    "Mali 2013 one-sided all = 5": "word 4, 'all', is a second type",
    "Mali 2013 one-sided low high = 5": "word 5, 'high', is a second estimate",
    "Mali 2013 one-sided events high = 5": "word 5, 'high', is not understood: events have no",
    "Mali 2013 one-sided gde@25.1 = 5": "word 4, 'gde@25.1', is not understood: unknown data set",
}


@pytest.mark.parametrize("text", READ)
def test_a_claim_is_understood(text: str) -> None:
    found = read_claim(text)
    assert (found.query, found.expectation) == READ[text]
    assert found.statement == " ".join(text.split())


@pytest.mark.parametrize("text", WRONG)
def test_the_word_that_is_not_understood_is_named(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_claim(text)
    assert WRONG[text] in caught.value.message
    assert caught.value.message.startswith(f"in '{text}':")
    assert caught.value.hint


@given(
    st.sampled_from(["Mali", "Burkina Faso", "@ecowas", "436"]),
    st.sampled_from(["2013", "2013..2023", "during MINUSMA", "..2013", "2020-03.."]),
    st.sampled_from((*TYPES, ALL_TYPES)),
    st.sampled_from(ESTIMATES),
    st.sampled_from(STRADDLES),
    st.permutations(range(3)),
    st.sampled_from(["=", "~", ">", "<", ">=", "<="]),
    st.integers(0, 10**7),
)
def test_words_after_the_period_may_stand_in_any_order(
    country: str,
    period: str,
    kind: str,
    estimate: str,
    rule: str,
    order: list[int],
    sign: str,
    number: int,
) -> None:
    words = [(kind, estimate, rule)[n] for n in order]
    found = read_claim(f"{country} {period} {' '.join(words)} {sign} {number:,}")
    plain = read_claim(f"{country} {period} {kind} {estimate} {rule}{sign}{number}")
    assert (found.query, found.expectation) == (plain.query, plain.expectation)
    assert found.query
    assert (found.query.estimate, found.query.straddle) == (estimate, rule)
    assert isinstance(found.expectation, Value)
    assert (found.expectation.sign, found.expectation.number) == (sign, number)


@given(st.text(max_size=40))
def test_any_text_is_a_claim_or_a_usage_error(text: str) -> None:
    with suppress(UsageError):
        assert read_claim(text).query
