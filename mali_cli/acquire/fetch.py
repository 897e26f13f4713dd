"""Fetch data sets: whole by download or by one query, or in part from UCDP's API."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from functools import partial

from ..datasets.declaration import Door
from ..datasets.registry import data_set
from ..datasets.ucdp_files import KnownFile, file_of
from ..frozen import frozen
from ..model.coverage import Coverage
from ..model.errors import DamagedError, MaliCliError, NotHereError
from ..read.files import read_api_rows, read_bytes
from ..read.stamps import ends_early, stamp_of
from ..read.table import AnyTable
from ..store.files import home
from ..store.manifest import Draft, Manifest
from ..store.problems import incomplete
from ..store.records import UPGRADE
from ..store.store import Store
from ..ucdp import token
from ..ucdp.addresses import OF_QUERIES, downloads_base, under
from ..ucdp.api import harvest
from ..ucdp.download import download
from ..ucdp.probe import newest_published, published
from ..ucdp.query import ApiQuery
from ..ucdp.token import need_token
from ..ucdp.waiting import IN_ALL, Deadline, deadline
from ..ucdp.whole import WholeQuery, get_whole
from ..words import online, remarking, storing, tokens
from ..words.message import Said
from .keep import Reader, check_days, check_is, check_whole, keep
from .plan import Plan, Target, coverage_of
from .result import ALREADY, FETCHED, Kept, Watch


@frozen
class _Job:
    """One release of one data set to get."""

    store: Store
    dataset: str
    release: str
    plan: Plan
    watch: Watch
    until: Deadline

    @property
    def name(self) -> str:
        return f"{self.dataset}@{self.release}"

    @property
    def whole(self) -> bool:
        return not self.plan.filters.selection

    @property
    def file(self) -> KnownFile:
        return file_of(self.dataset, self.release)


_REPEATED = (remarking.IDENTICAL_ROWS, remarking.MORE_IDENTICAL_ROWS)
"""Of an answer in pages: one may have come twice, and another not at all."""


def fetch(plan: Plan, watch: Watch, store: Store | None = None) -> tuple[Kept, ...]:
    """Get every data set of a plan; what is here already and whole is left as it is.

    Raises:
        UsageError: the plan allows no number of seconds above 0.
        UcdpError: UCDP cannot be reached, refuses, or has no such release.
        NewerError: a newer version of the program stored a set of that name.
        DamagedError: what came is not what it should be; nothing of it is kept.
        OutputError: the store cannot be written.
    """
    store = store or Store()
    until = deadline(IN_ALL if plan.timeout is None else plan.timeout)
    for which in _credentials(plan):
        need_token(store.root, which=which)
    if plan.left_out:
        watch.say(online.LEFT_OUT(reasons=plan.left_out))
    jobs: list[Callable[[], Kept]] = []
    for target in plan.targets:
        if _query_door(target):
            jobs.append(partial(_by_query, store, target, plan, watch, until))
            continue
        for release in _releases(target, watch, until):
            jobs.append(partial(_fetch, _Job(store, target.dataset, release, plan, watch, until)))
    done: list[Kept] = []
    try:
        for job in jobs:
            done.append(job())
    except MaliCliError:
        for kept in done:
            watch.say(storing.KEPT(done=kept.done, name=kept.manifest.name))
        raise
    return tuple(done)


def _credentials(plan: Plan) -> list[token.Credential]:
    """Return what of the user's own the services of a plan ask for."""
    names = [door.credential for door in map(_query_door, plan.targets) if door]
    found = [token.credential_of(name) for name in names if name]
    return [*found, *([token.OF_UCDP] if plan.via == "api" else [])]


def _query_door(target: Target) -> Door | None:
    return data_set(target.dataset).door("query")


def _releases(target: Target, watch: Watch, until: Deadline) -> tuple[str, ...]:
    """Return the releases of a target; the newest that UCDP has where none was named."""
    if target.release:
        return (target.release,)
    if data_set(target.dataset).supplements:
        found = published(say=watch.say, until=until).candidates
        if not found:
            raise NotHereError(
                online.NO_CANDIDATES(command=f"mali-cli fetch {target.dataset}@26.0.8")
            )
        return found
    return (newest_published(target.dataset, say=watch.say, until=until),)


def _fetch(job: _Job) -> Kept:
    draft = _draft(job, source="", layout="")
    with job.store.lock(
        draft.name, on_wait=lambda: job.watch.say(storing.WAITING_FOR_FETCH(name=draft.name))
    ):
        job.store.refuse_newer(draft.name)
        here = None if job.plan.force else _sound(job.store, draft.name)
        if here:
            return Kept(here, ALREADY, str(job.store.path(here)))
        return _by_api(job) if job.plan.via == "api" else _by_download(job)


def _sound(store: Store, name: str) -> Manifest | None:
    """Return the set of that name if it is here; a damaged or incomplete one is fetched again."""
    try:
        manifest = store.find(name)
        sound = not (store.verify(manifest) or incomplete(manifest))
    except (NotHereError, DamagedError):
        return None
    return manifest if sound else None


def _by_query(store: Store, target: Target, plan: Plan, watch: Watch, until: Deadline) -> Kept:
    """Get the newest release of a data set, which tells what it is only once it is here."""
    one = data_set(target.dataset)
    door, what = one.door("query"), online.ROWS_OF(dataset=one.name)
    assert door
    path, service = door.path.format(year=date.today().year), OF_QUERIES[door.service]
    which = token.credential_of(door.credential) if door.credential else None
    own = need_token(store.root, which=which) if which else None
    wanted = WholeQuery(service, path, what, door.pages, which, own)
    got = get_whole(wanted, say=watch.say, until=until)
    try:
        table = read_bytes(got.content, str(what))
        check_is(table, one.name, what)
        if door.pages and any(r.message in _REPEATED for r in table.remarks):
            raise DamagedError(online.ROWS_TWICE(what=what))
    except DamagedError as error:
        raise DamagedError(error.said, online.GET_IT_THERE(site=service.site)) from None
    stamp = stamp_of(table, whole=True)
    if stamp.release is None and door.dated:
        stamp = stamp_of(table, str(date.today()), whole=True)
    if stamp.release is None:
        raise DamagedError(online.NO_RELEASE_NAMED(what=what))
    if target.release not in (None, stamp.release):
        raise NotHereError(
            online.OTHER_RELEASE_CAME(
                maker=one.maker.short,
                release=stamp.release,
                wanted=target.release,
                command=f"mali-cli fetch {one.name}",
            )
        )
    draft = Draft(
        dataset=one.name,
        release=stamp.release,
        whole=True,
        coverage=stamp.coverage,
        coverage_assumed=stamp.assumed,
        source=got.url,
        layout=table.layout,
        source_sha256=table.sha256,
        source_size=table.size,
        oddities=table.oddities,
        remarks=tuple(map(str, table.remarks)),
    )
    waiting = storing.WAITING_FOR_FETCH(name=draft.name)
    with store.lock(draft.name, on_wait=lambda: watch.say(waiting)):
        store.refuse_newer(draft.name)
        here = None if plan.force else _sound(store, draft.name)
        if here:
            return Kept(here, ALREADY, str(store.path(here)))
        check_whole(table, draft, what, storing.NEWER_MAY_KNOW(file=got.url, command=UPGRADE))
        return keep(store, table, draft, FETCHED, watch)


def _by_download(job: _Job) -> Kept:
    file = job.file
    got = download(
        file,
        job.store.parts_folder(),
        progress=job.watch.progress(file.name),
        say=job.watch.say,
        until=job.until,
    )
    try:
        with ExitStack() as stack:
            table = Reader(job.store, job.watch, stack).read(str(got.path))
            check_is(table, job.dataset, file.name)
            _check_rows(table, file)
            draft = _draft(job, source=got.url, layout=table.layout, table=table, remark=got.remark)
            check_whole(
                table, draft, file.name, storing.NEWER_MAY_KNOW(file=got.url, command=UPGRADE)
            )
            check_days(table, draft, file.name, storing.TRY_AGAIN_LATER())
            return keep(job.store, table, draft, FETCHED, job.watch)
    finally:
        got.path.unlink(missing_ok=True)


def _by_api(job: _Job) -> Kept:
    filters = job.plan.filters
    query = ApiQuery(
        job.dataset, job.release, filters.countries, filters.types, filters.first, filters.last
    )
    got = harvest(
        query,
        need_token(job.store.root),
        job.store.parts_folder(),
        progress=job.watch.progress(str(query)),
        say=job.watch.say,
        until=job.until,
    )
    if not got.rows:
        raise NotHereError(online.NO_ROWS(name=job.name, options=_words(filters.selection)))
    table = read_api_rows(job.dataset, got.rows)
    check_is(table, job.dataset, got.address)
    draft = _draft(job, source=got.address, layout=table.layout, table=table, sha256=got.sha256)
    check_days(table, draft, online.ANSWER_OF_API(), storing.TRY_AGAIN_LATER())
    check_whole(
        table,
        draft,
        online.ANSWER_OF_API(),
        storing.NEWER_MAY_KNOW(file=job.file.name, command=UPGRADE),
    )
    return keep(job.store, table, draft, FETCHED, job.watch)


def _draft(
    job: _Job,
    *,
    source: str,
    layout: str,
    table: AnyTable | None = None,
    remark: Said | None = None,
    sha256: str | None = None,
) -> Draft:
    filters = job.plan.filters
    remarks = (*(table.remarks if table else ()), *([remark] if remark else []))
    if table and job.whole:
        remarks += ends_early(table, coverage_of(job.dataset, job.release, filters).end.year)
    return Draft(
        dataset=job.dataset,
        release=job.release,
        whole=job.whole,
        coverage=Coverage.of(coverage_of(job.dataset, job.release, job.plan.filters)),
        source=source or under(downloads_base(), job.file.path),
        layout=layout,
        countries=filters.countries or None,
        selection=filters.selection,
        source_sha256=sha256 or (table.sha256 if table else None),
        source_size=table.size if table and not sha256 else None,
        oddities=table.oddities if table else (),
        remarks=tuple(map(str, remarks)),
        preliminary=data_set(job.dataset).supplements is not None,
    )


def _check_rows(table: AnyTable, file: KnownFile) -> None:
    if file.rows is not None and table.height != file.rows:
        raise DamagedError(
            online.OTHER_NUMBER_OF_ROWS(
                file=file.name, rows=table.height, release=file.release, known=file.rows
            )
        )


def _words(selection: dict[str, str]) -> str:
    return ", ".join(f"--{name} {value}" for name, value in selection.items())


def keep_token(text: str, service: str) -> Said:
    """Store a service's token in a file that only its owner can read, and say so.

    Raises:
        UsageError: it is empty or has signs that no token has; or no such service has one.
        OutputError: the file cannot be written.
    """
    which = token.credential_of(service)
    path = token.set_token(home(), text, which)
    return tokens.STORED(path=path, next=which.next)


def prompt_for(service: str) -> Said:
    """Return the question for the token of a service.

    Raises:
        UsageError: no such service has one.
    """
    which = token.credential_of(service)
    return tokens.PROMPT(service=which.service, noun=which.noun)


def show_token(service: str) -> str:
    """Return where the token of a service comes from, masked.

    Raises:
        UsageError: no such service has one.
        UcdpError: there is none; the hint says how to get one.
    """
    return token.show_token(home(), which=token.credential_of(service))


def forget_token(service: str) -> bool:
    """Remove the stored token of a service, and tell whether there was one."""
    return token.remove_token(home(), token.credential_of(service))
