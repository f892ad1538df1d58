"""The jury: appointed and released by those who run the contest; known to them and to nobody else."""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.contests import events
from xuezuo.study.contests.errors import JurorUnknown
from xuezuo.study.contests.models import Assignment, Authorship, Contest, Entry, Juror
from xuezuo.study.contests.policies import CONTEST_RUN
from xuezuo.study.contests.queries.people import branches_of, member_with_login
from xuezuo.study.contests.services.checks import check_state, check_written, lock_to, tell_sealed, unsealed
from xuezuo.study.contests.types import ContestState, EntryState

APPOINTING = (ContestState.DRAFT, ContestState.OPEN, ContestState.JUDGING)


@use_case("contests.juror_appoint")
def juror_appoint(*, actor: Actor, contest: Contest, number: str, at: dt.datetime) -> Juror:
    """Appoint a member of any unit who has a log-in; while works are judged, they get them at once.

    Whoever was released before is appointed again.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`.
        JurorUnknown: nobody of this number has a log-in.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_written(contest, written=True)
    check_state(contest, APPOINTING, "聘请评委")
    member_id = member_with_login(number)
    if member_id is None:
        raise JurorUnknown(number=squeeze(number))
    with unsealed():
        juror, _ = Juror.objects.update_or_create(
            contest=contest,
            member_id=member_id,
            defaults={"released_at": None},
            create_defaults={"uid": new_id(), "appointed_at": at, "appointed_by": actor.account_id},
        )
        if contest.state == ContestState.JUDGING:
            assign(contest, [juror], civil_date(at))
    tell_sealed(events.JUROR_APPOINTED, actor, contest, at)
    return juror


@use_case("contests.juror_release")
def juror_release(*, actor: Actor, contest: Contest, uid: uuid.UUID, at: dt.datetime) -> None:
    """Release a juror: marks given so far no longer count, works are no longer shown.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_written(contest, written=True)
    check_state(contest, APPOINTING, "解聘评委")
    with unsealed():
        if not Juror.objects.filter(contest=contest, uid=uid, released_at=None).update(released_at=at):
            raise NotFound
    tell_sealed(events.JUROR_RELEASED, actor, contest, at)


def assign(contest: Contest, jurors: list[Juror], on: dt.date) -> None:
    """Give each juror every work of the contest except those of a branch of the juror's own; inside `unsealed`.

    Branches count as they are on `on`, and an author's also as on the day of entering.
    """
    entries = list(Entry.objects.filter(contest=contest, state=EntryState.ENTERED).values_list("pk", flat=True))
    authors = list(Authorship.objects.filter(entry__in=entries).values_list("entry_id", "member_id", "unit_id"))
    people = {member_id for _, member_id, _ in authors} | {juror.member_id for juror in jurors}
    branches = branches_of(people, on)
    known: dict[int, set[int]] = {pk: set() for pk in entries}
    writers: dict[int, set[int]] = {pk: set() for pk in entries}
    for entry_id, member_id, unit_id in authors:
        known[entry_id] |= branches[member_id] | ({unit_id} if unit_id else set())
        writers[entry_id].add(member_id)
    Assignment.objects.bulk_create(
        (
            Assignment(juror=juror, entry_id=pk)
            for juror in jurors
            for pk in entries
            if not known[pk] & branches[juror.member_id] and juror.member_id not in writers[pk]
        ),
        ignore_conflicts=True,
    )
