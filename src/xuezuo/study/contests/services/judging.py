"""Judging from the draw of numbers to the end, when awarded works get their authors' names."""

import datetime as dt
import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.contests import events
from xuezuo.study.contests.errors import ContestNotReady, EntriesUnmarked, EntryWithoutJuror
from xuezuo.study.contests.models import Assignment, Authorship, Contest, Entry, Juror, Marking, Result
from xuezuo.study.contests.policies import CONTEST_RUN
from xuezuo.study.contests.queries.people import names_of, unit_names
from xuezuo.study.contests.queries.rulings import numbers_out
from xuezuo.study.contests.services.checks import check_state, check_written, lock_to, tell, unsealed
from xuezuo.study.contests.services.juries import assign
from xuezuo.study.contests.types import Award, ContestState, EntryState

LEAST_TO_DROP: Final = 3  # of fewer marks nothing can be dropped


@use_case("contests.judging_begin")
def judging_begin(*, actor: Actor, contest: Contest, at: dt.datetime) -> Contest:
    """Draw the numbers of the works and give them to the jury; after the deadline.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`.
        ContestNotReady: before the deadline, or there are no works or no jurors.
        EntryWithoutJuror: a work is left to nobody, because all jurors belong to its authors' branches.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_written(contest, written=True)
    check_state(contest, (ContestState.OPEN,), "开始评审")
    with unsealed():
        entries = list(Entry.objects.filter(contest=contest, state=EntryState.ENTERED))
        jurors = list(Juror.objects.filter(contest=contest, released_at=None))
        if missing := _missing(contest, entries, jurors, at):
            raise ContestNotReady(deed="开始评审", missing=missing)
        random.SystemRandom().shuffle(entries)
        for number, entry in enumerate(entries, start=1):
            entry.number = number
        Entry.objects.bulk_update(entries, ["number"], 500)
        assign(contest, jurors, civil_date(at))
        judged = set(Assignment.objects.filter(juror__in=jurors).values_list("entry_id", flat=True))
    if left := len(entries) - len(judged):
        raise EntryWithoutJuror(count=left)
    contest.state, contest.judging_at = ContestState.JUDGING, at
    contest.save(update_fields=["state", "judging_at"])
    tell(events.JUDGING_BEGUN, actor, contest, at, entries=len(entries), jurors=len(jurors))
    return contest


def _missing(contest: Contest, entries: Sequence[Entry], jurors: Sequence[Juror], at: dt.datetime) -> str:
    if contest.entries_until is not None and at < contest.entries_until:
        return "投稿还没有截止。截止后编号并交给评委。"
    if not entries:
        return "还没有作品。可以推后截止时间。"
    return "" if jurors else "请先聘请评委。"


@use_case("contests.judging_end")
def judging_end(*, actor: Actor, contest: Contest, at: dt.datetime) -> Contest:
    """End the judging: marks stand, the mean of each work is computed. Authors stay sealed.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`.
        EntriesUnmarked: a work has no marks at all.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_written(contest, written=True)
    check_state(contest, (ContestState.JUDGING,), "结束评审")
    full = sum(contest.criteria.values_list("marks", flat=True))
    with unsealed():
        totals, out = _totals(contest), numbers_out(contest)
        numbers = dict(Entry.objects.filter(pk__in=totals).values_list("pk", "number"))
        if empty := [pk for pk, found in totals.items() if not found and numbers[pk] not in out]:
            raise EntriesUnmarked(count=len(empty))
        Result.objects.bulk_create(
            Result(
                contest=contest, entry_id=pk, number=numbers[pk] or 0,
                mean=mean_of(found, drops=contest.drops_extremes),
                full_marks=full, markings=len(found),
                is_trimmed=contest.drops_extremes and len(found) >= LEAST_TO_DROP,
            )
            for pk, found in totals.items() if found
        )  # fmt: skip
    contest.state, contest.awarding_at = ContestState.AWARDING, at
    contest.save(update_fields=["state", "awarding_at"])
    tell(events.JUDGING_ENDED, actor, contest, at, entries=len(totals))
    return contest


def _totals(contest: Contest) -> dict[int, list[int]]:
    """Return, by work, what each juror who was not released gave last."""
    entries = Entry.objects.filter(contest=contest, state=EntryState.ENTERED).values_list("pk", flat=True)
    totals: dict[int, list[int]] = {pk: [] for pk in entries}
    latest = (
        Marking.objects.filter(
            assignment__juror__contest=contest,
            assignment__juror__released_at=None,
            assignment__entry__state=EntryState.ENTERED,
        )
        .order_by("assignment_id", "-version")
        .distinct("assignment_id")
        .values_list("assignment__entry_id", "total")
    )
    for entry_id, total in latest:
        totals[entry_id].append(total)
    return totals


def mean_of(totals: Iterable[int], *, drops: bool) -> int:
    """Return the mean in whole hundredths, halves rounded up; without one highest and one lowest where three or more.

    >>> mean_of([8050, 9001], drops=True), mean_of([7000, 8000, 9900], drops=True), mean_of([1, 2], drops=False)
    (8526, 8000, 2)
    """
    kept = sorted(totals)
    if drops and len(kept) >= LEAST_TO_DROP:
        kept = kept[1:-1]
    return (2 * sum(kept) + len(kept)) // (2 * len(kept))


@use_case("contests.awards_set")
def awards_set(*, actor: Actor, contest: Contest, awards: Mapping[int, str], at: dt.datetime) -> None:
    """Say which numbers get which award; numbers that are not named get none. Authors are not known yet.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`; or there is no such number or award.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_written(contest, written=True)
    check_state(contest, (ContestState.AWARDING,), "定奖")
    with unsealed():
        results = {result.number: result for result in contest.results.exclude(number__in=numbers_out(contest))}
        if not set(awards) <= set(results) or not set(awards.values()) <= {"", *Award.values}:
            raise NotFound
        for number, result in results.items():
            result.award = awards.get(number, "")
        Result.objects.bulk_update(results.values(), ["award"], 500)
    tell(events.AWARDS_SET, actor, contest, at, awarded=sum(1 for award in awards.values() if award))


@use_case("contests.jury_close")
def jury_close(*, actor: Actor, contest: Contest, at: dt.datetime) -> Contest:
    """Close for good: awarded works get their authors' names where all of them agreed; authors see their own results.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_written(contest, written=True)
    check_state(contest, (ContestState.AWARDING,), "公布结果")
    with unsealed():
        awarded = list(contest.results.exclude(award=""))
        authors = list(
            Authorship.objects.filter(entry__in=[one.entry_id for one in awarded]).order_by("entry_id", "position")
        )
        _credit(awarded, authors, civil_date(at))
        Result.objects.bulk_update(awarded, ["is_public", "credit"], 500)
        Authorship.objects.filter(pk__in=[one.pk for one in authors]).update(unsealed_at=at)
    contest.state, contest.closed_at = ContestState.CLOSED, at
    contest.save(update_fields=["state", "closed_at"])
    tell(events.CONTEST_CLOSED, actor, contest, at, awarded=len(awarded))
    return contest


def _credit(awarded: Sequence[Result], authors: Sequence[Authorship], on: dt.date) -> None:
    """Put the names of authors to those works all of whose authors agreed."""
    names = names_of({author.member_id for author in authors})
    units = unit_names({author.unit_id for author in authors if author.unit_id}, on)
    for result in awarded:
        here = [author for author in authors if author.entry_id == result.entry_id]
        result.is_public = bool(here) and all(author.agrees for author in here)
        said = [f"{names[one.member_id]}（{units.get(one.unit_id or 0, '')}）".replace("（）", "") for one in here]
        result.credit = "、".join(said)[:400] if result.is_public else ""
