"""A stored data set as a source of answers."""

import pytest

from mali_cli.store.manifest import source_of
from mali_cli.store.store import Store

from .made import SHA, draft, events


@pytest.mark.parametrize(
    ("dataset", "kind"),
    [
        ("ged", "event"),
        ("candidate", "event"),
        ("country-year", "country-year"),
        ("dyadic", "list"),
    ],
)
def test_kinds(store: Store, dataset: str, kind: str) -> None:
    source = source_of(store.put(events(3), draft(dataset=dataset)))
    assert source.kind == kind
    assert source.pinned == f"{dataset}@25.1"
    assert (source.origin, source.sha256, source.whole) == ("store", SHA, True)
    assert source.country_ids is None
    assert str(source.coverage) == "1989-01-01..2024-12-31"


def test_a_partial_set_has_its_countries_and_its_own_sha256(store: Store) -> None:
    kept = store.put(events(3), draft(whole=False, countries=(432, 439), source_sha256=None))
    source = source_of(kept)
    assert source.country_ids == frozenset({432, 439})
    assert not source.whole
    assert source.sha256 == kept.file_sha256


def test_the_citation_of_a_known_release(store: Store) -> None:
    kept = store.put(events(3), draft())
    assert "Journal of Peace Research" in source_of(kept).citation
    assert source_of(kept, "Me (2026).").citation == "Me (2026)."


@pytest.mark.parametrize(
    ("dataset", "release", "says"),
    [
        ("ged", "99.1", "UCDP Georeferenced Event Dataset (GED) Global, release 99.1."),
        ("ged", None, "UCDP Georeferenced Event Dataset (GED) Global, release not known."),
        ("new-set", "26.1", "UCDP new-set, release 26.1."),
        ("dyadic", "99.1", "UCDP Dyadic Dataset, release 99.1."),
    ],
)
def test_the_citation_of_what_this_version_does_not_know(
    store: Store, dataset: str, release: str | None, says: str
) -> None:
    kept = store.put(events(3), draft(dataset=dataset, release=release))
    assert source_of(kept).citation == (
        f"Uppsala Conflict Data Program. {says} https://ucdp.uu.se/downloads/"
    )
