"""What is made ready for a contest: rounds, cards and teams of a knowledge contest, criteria of a jury."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.db.models.deletion import ProtectedError

from xuezuo.kernel.clock import civil_date
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.study.contests import events
from xuezuo.study.contests.errors import AuthorUnknown, CardInUse, CardNumberTaken
from xuezuo.study.contests.exchange.cards import CardFindings, read_cards
from xuezuo.study.contests.models import Card, Contest, Criterion, Round, Team, TeamMember
from xuezuo.study.contests.policies import CONTEST_RUN
from xuezuo.study.contests.queries.people import audience_members
from xuezuo.study.contests.services.checks import check_state, check_written, lock_to, tell
from xuezuo.study.contests.types import CardText, ContestState, RoundSpec

LIVE = (ContestState.DRAFT, ContestState.OPEN)  # a tie-break round may be needed while the contest goes on


def _lock(actor: Actor, contest: Contest, at: dt.datetime, states: tuple[ContestState, ...] = LIVE) -> Contest:
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_written(contest, written=False)
    check_state(contest, states, "调整")
    return contest


@use_case("contests.round_add")
def round_add(*, actor: Actor, contest: Contest, spec: RoundSpec, at: dt.datetime) -> Round:
    """Add a round after the others; also while the contest goes on, for a tie-break.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`.
    """
    contest = _lock(actor, contest, at)
    made = Round.objects.create(
        contest=contest, position=_next(contest.rounds), kind=spec.kind, title=spec.title,
        marks_right=spec.marks_right, marks_wrong=spec.marks_wrong, levels=list(spec.levels),
    )  # fmt: skip
    tell(events.CONTEST_PREPARED, actor, contest, at, round=made.position)
    return made


@use_case("contests.team_add")
def team_add(
    *, actor: Actor, contest: Contest, name: str, numbers: Sequence[str], unit_id: int | None, at: dt.datetime
) -> Team:
    """Add a team at the next table.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`; teams stand once the contest is opened.
        AuthorUnknown: a number of nobody the contest is for.
    """
    contest = _lock(actor, contest, at, (ContestState.DRAFT,))
    people = audience_members(contest, numbers, civil_date(at))
    if unknown := [number for number in numbers if number not in people]:
        raise AuthorUnknown(number=unknown[0])
    made = Team.objects.create(contest=contest, position=_next(contest.teams), name=name, unit_id=unit_id)
    with acting_as(SYSTEM):  # the people may belong to branches that the actor does not see
        TeamMember.objects.bulk_create(TeamMember(team=made, member_id=pk) for pk in people.values())
    tell(events.CONTEST_PREPARED, actor, contest, at, team=made.position)
    return made


@use_case("contests.card_add")
def card_add(*, actor: Actor, contest: Contest, text: CardText, round_id: int | None, at: dt.datetime) -> Card:
    """Add a question card, for one round or for any.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`.
        CardNumberTaken: the contest has a card of that number.
    """
    contest = _lock(actor, contest, at)
    try:
        with transaction.atomic():
            made = _card(contest, text, round_id)
            made.save(force_insert=True)
    except IntegrityError as error:
        raise CardNumberTaken(number=text.number) from error
    tell(events.CONTEST_PREPARED, actor, contest, at, card=text.number)
    return made


def _card(contest: Contest, text: CardText, round_id: int | None) -> Card:
    return Card(
        contest=contest, round_id=round_id, number=text.number, stem=text.stem, options=list(text.options),
        answer=text.answer, explanation=text.explanation, source=text.source,
    )  # fmt: skip


@use_case("contests.cards_import")
def cards_import(
    *, actor: Actor, contest: Contest, path: Path, round_id: int | None, at: dt.datetime
) -> tuple[int, CardFindings]:
    """Import cards from a workbook in the layout of question banks: all, or none when a row has a fault.

    Cards get the next free numbers, in the order of the file. Returns how many, and the faults.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`.
    """
    contest = _lock(actor, contest, at)
    first = (contest.cards.aggregate(last=Max("number"))["last"] or 0) + 1
    texts, findings = read_cards(path, first)
    if findings:
        return 0, findings
    Card.objects.bulk_create(_card(contest, text, round_id) for text in texts)
    tell(events.CONTEST_PREPARED, actor, contest, at, cards=len(texts))
    return len(texts), findings


@use_case("contests.part_remove")
def part_remove(*, actor: Actor, contest: Contest, kind: str, pk: int, at: dt.datetime) -> None:
    """Take away a round, a card or a team (`kind`) that was not used yet.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`; teams stand once the contest is opened.
        CardInUse: the log names it.
    """
    contest = _lock(actor, contest, at, (ContestState.DRAFT,) if kind == "team" else LIVE)
    try:
        with transaction.atomic(), acting_as(SYSTEM):
            if kind == "team":
                TeamMember.objects.filter(team__contest=contest, team_id=pk).delete()
            if kind == "round":
                contest.rounds.filter(pk=pk).delete()
            elif kind == "card":
                contest.cards.filter(pk=pk).delete()
            else:
                contest.teams.filter(pk=pk).delete()
    except ProtectedError as error:
        raise CardInUse(what={"round": "这一轮", "card": "这张题卡", "team": "这支队伍"}[kind]) from error
    tell(events.CONTEST_PREPARED, actor, contest, at, removed=kind)


@use_case("contests.criteria_set")
def criteria_set(*, actor: Actor, contest: Contest, criteria: Sequence[tuple[str, int]], at: dt.datetime) -> None:
    """Say what the jury marks: (title, full marks in hundredths) in order; stands once the contest is opened.

    Raises:
        NotFound, Forbidden, ContestKindWrong, ContestWrongState: see `checks`.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_written(contest, written=True)
    check_state(contest, (ContestState.DRAFT,), "修改评分项目", "公布后评分项目不再改变。")
    contest.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(contest=contest, position=place, title=title, marks=marks)
        for place, (title, marks) in enumerate(criteria, start=1)
    )
    tell(events.CONTEST_PREPARED, actor, contest, at, criteria=len(criteria))


def _next(rows: "object") -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1  # type: ignore[attr-defined]  # a related manager
