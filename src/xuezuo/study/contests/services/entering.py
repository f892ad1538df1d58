"""Works come in, are replaced before the deadline, and go back. Who wrote one is put down apart, sealed."""

import datetime as dt
import io
import secrets
import uuid
from collections.abc import Sequence
from pathlib import PurePath

from xuezuo.kernel.clock import SHANGHAI, civil_date
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.files import queries as files
from xuezuo.platform.files import services as storage
from xuezuo.study.contests import events
from xuezuo.study.contests.errors import (
    AuthorUnknown,
    EntryEmpty,
    EntryGone,
    EntrySame,
    EntryTellsAuthor,
    EntryTooLate,
    EntryTwice,
    OutsideAudience,
)
from xuezuo.study.contests.models import Authorship, Contest, Entry, FormerWork
from xuezuo.study.contests.queries.access import is_for
from xuezuo.study.contests.queries.people import audience_members, home_of, telling_words
from xuezuo.study.contests.services.blinding import blind_copy
from xuezuo.study.contests.services.checks import check_state, check_written, lock_for, tell_sealed, unsealed
from xuezuo.study.contests.types import FILES, ContestState, Credits, EntryState, Work, WorkFile


@use_case("contests.entry_make")
def entry_make(*, actor: Actor, contest: Contest, work: Work, credits: Credits, at: dt.datetime) -> Entry:  # noqa: A002  # CONFIG: the word of the domain
    """Hand in a work of the acting member, alone or with others.

    The file is kept without its properties, under a name that we choose. The deadline is the instant of the server.

    Raises:
        NotFound, OutsideAudience: the contest is not for this member.
        ContestKindWrong, ContestWrongState, EntryTooLate: nothing can be handed in (any more).
        EntryTwice: this member is the first author of another work here.
        EntryEmpty, EntryFileRefused, EntryTellsAuthor, AuthorUnknown: the work has to be put right.
    """
    contest = lock_for(actor, contest, at)
    check_written(contest, written=True)
    _check_in_time(contest, "提交", at)
    today = civil_date(at)
    if actor.member_id is None or not is_for(contest, actor.member_id, today):
        raise OutsideAudience
    if Authorship.objects.filter(
        contest=contest, member_id=actor.member_id, position=1, entry__state=EntryState.ENTERED
    ).exists():
        raise EntryTwice
    authors = _authors(contest, actor.member_id, credits, today)
    content = _checked(work, authors, today)
    entry = Entry(
        id=secrets.randbelow(1 << 53), uid=uuid.uuid4(), contest=contest, title=squeeze(work.title),
        text=work.text.strip(),
    )  # fmt: skip
    with unsealed():
        if content is not None:
            entry.file = _keep(entry, contest, content)
        entry.save(force_insert=True)
        Authorship.objects.bulk_create(_authorships(entry, authors, credits, at))
    tell_sealed(events.ENTRY_MADE, actor, contest, at)
    return entry


def _check_in_time(contest: Contest, deed: str, at: dt.datetime) -> None:
    until = contest.entries_until
    if contest.state in (ContestState.OPEN, ContestState.JUDGING) and until is not None and at >= until:
        raise EntryTooLate(until=f"{until.astimezone(SHANGHAI):%Y-%m-%d %H:%M}", deed=deed)
    check_state(contest, (ContestState.OPEN,), f"{deed}作品")


def _authors(contest: Contest, first: int, said: Credits, today: dt.date) -> list[int]:
    others = audience_members(contest, said.others, today)
    if unknown := [number for number in said.others if squeeze(number) not in others]:
        raise AuthorUnknown(number=unknown[0])
    return list(dict.fromkeys([first, *others.values()]))


def _checked(work: Work, authors: Sequence[int], today: dt.date, *, has_file: bool = False) -> tuple[str, bytes] | None:
    """Return ending and content of the file without traces, None without a file; refuse what names an author."""
    if not (work.text.strip() or work.file or has_file):
        raise EntryEmpty
    words = {squeeze(word) for word in telling_words(authors, today)}
    blind = blind_copy(*work.file) if work.file else None
    for where, text in (("题目", work.title), ("正文", work.text), ("作品文件", blind.text if blind else "")):
        plain = squeeze(text).replace(" ", "")
        if any(len(word) > 1 and word.replace(" ", "") in plain for word in words):
            raise EntryTellsAuthor(where=where)
    return (blind.suffix, blind.content) if blind else None


def _keep(entry: Entry, contest: Contest, file: tuple[str, bytes]) -> uuid.UUID:
    """Keep the file under neutral words; its row has the contest's instant, not the one of the author."""
    suffix, content = file
    owner = storage.Owner(FILES, entry.uid, None)
    made = contest.opened_at or contest.made_at
    stored = storage.file_store(
        owner=owner, name=f"作品{suffix}", content=io.BytesIO(content), at=made, uid=uuid.uuid4()
    )
    return stored.uid


def _authorships(entry: Entry, authors: Sequence[int], said: Credits, at: dt.datetime) -> list[Authorship]:
    return [
        Authorship(
            contest_id=entry.contest_id, entry=entry, member_id=member_id, unit_id=home_of(member_id, civil_date(at)),
            position=place, agrees=said.agrees, entered_at=at,
        )
        for place, member_id in enumerate(authors, start=1)
    ]  # fmt: skip


@use_case("contests.entry_replace")
def entry_replace(*, actor: Actor, entry: Entry, work: Work, at: dt.datetime) -> Entry:
    """Put a new version in a work's place, before the deadline; only its first author may.

    The version so far stays, for its authors to read; the jury gets the last one. Authors stay as they are.

    Raises:
        NotFound, Forbidden: not a work of this member, or a further author asks.
        EntryTooLate, EntryGone, ContestWrongState: the deadline has passed, or the work is withdrawn.
        EntryEmpty, EntryFileRefused, EntryTellsAuthor, EntrySame: the work has to be put right.
    """
    contest = _lock_mine(actor, entry, "更换", at)
    _check_in_time(contest, "更换", at)
    with unsealed():
        entry = _still_in(entry)
        authors = list(Authorship.objects.filter(entry=entry).values_list("member_id", flat=True))
    content = _checked(work, authors, civil_date(at), has_file=work.keeps_file and entry.file is not None)
    with unsealed():
        _replace(entry, work, content, contest, at)
    tell_sealed(events.ENTRY_REPLACED, actor, contest, at)
    return entry


def _replace(entry: Entry, work: Work, content: tuple[str, bytes] | None, contest: Contest, at: dt.datetime) -> None:
    former = FormerWork(
        entry=entry, version=entry.former.count() + 1, title=entry.title, text=entry.text, file=entry.file,
        replaced_at=at,
    )  # fmt: skip
    entry.title, entry.text = squeeze(work.title), work.text.strip()
    if content is not None:
        entry.file = _keep(entry, contest, content)
    elif not work.keeps_file:
        entry.file = None
    if (former.title, former.text, former.file) == (entry.title, entry.text, entry.file):
        raise EntrySame
    former.save(force_insert=True)
    entry.save(update_fields=["title", "text", "file"])


@use_case("contests.entry_withdraw")
def entry_withdraw(*, actor: Actor, entry: Entry, at: dt.datetime) -> Entry:
    """Take a work back, until the judging ends; only its first author may. Jurors then no longer see it.

    Raises:
        NotFound: not a work of this member.
        Forbidden: a further author asks.
        EntryGone, ContestWrongState: it is withdrawn already, or the judging is over.
    """
    contest = _lock_mine(actor, entry, "撤回", at)
    check_state(contest, (ContestState.OPEN, ContestState.JUDGING), "撤回作品")
    with unsealed():
        entry = _still_in(entry)
        entry.state = EntryState.WITHDRAWN
        entry.save(update_fields=["state"])
    tell_sealed(events.ENTRY_WITHDRAWN, actor, contest, at)
    return entry


def _lock_mine(actor: Actor, entry: Entry, deed: str, at: dt.datetime) -> Contest:
    """Return the locked contest of a work whose first author acts."""
    mine = Authorship.objects.filter(entry=entry, member_id=actor.member_id).first() if actor.member_id else None
    if mine is None:
        raise NotFound
    contest = lock_for(actor, entry.contest, at)
    if mine.position != 1:
        raise Forbidden(reason=f"作品由第一作者{deed}。请与第一作者联系。")
    return contest


def _still_in(entry: Entry) -> Entry:
    now = Entry.objects.get(pk=entry.pk)
    if now.state == EntryState.WITHDRAWN:
        raise EntryGone
    return now


def work_file(entry: Entry, former: FormerWork | None = None) -> WorkFile:
    """Return the file of a work, or of a former version, whose door was passed by the caller, for reading.

    Raises:
        NotFound, FileLost: no file, or its content is missing.
    """
    file = former.file if former else entry.file
    if file is None:
        raise NotFound
    stored = files.file_of(FILES, entry.uid, file)
    return WorkFile(PurePath(stored.name).suffix, stored.media_type, storage.file_content(stored))
