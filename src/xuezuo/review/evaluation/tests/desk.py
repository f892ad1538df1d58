"""An evaluation of the office branch (王, 李, 赵, 吴 with a grade; 钱 without) made ready through the services."""

import datetime as dt

from xuezuo.life.tests import factories as life
from xuezuo.life.types import ActivityKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.services import paper_count, paper_issue, poll_close, tellers_appoint
from xuezuo.review.ballots.types import ItemCount, TellerSheet
from xuezuo.review.evaluation import services
from xuezuo.review.evaluation.models import Part, Round, Subject, Verdict
from xuezuo.review.evaluation.types import Grade, HandedIn, RoundTerms, VerdictLine

AT = dt.datetime(2025, 6, 16, 2, tzinfo=dt.UTC)
DAY = dt.date(2025, 6, 16)


def terms(**said) -> RoundTerms:
    """What a round of this year says."""
    usual = {
        "year": 2025,
        "title": "2025 年度民主评议党员",
        "as_of": DAY,
        "starts_on": DAY,
        "ends_on": DAY + dt.timedelta(days=30),
        "document": "林党〔2025〕8号",
    }
    return RoundTerms(**{**usual, **said})


def start(cast, unit=None, who=None, **said) -> Round:
    """Start a round over the committee by its organizer."""
    actor = cast.actor(who or cast.wu)
    return services.round_start(actor=actor, unit_id=(unit or cast.committee).pk, terms=terms(**said), at=AT)


def part_of(round_: Round, unit) -> Part:
    """The part of a branch as it is now."""
    with acting_as(SYSTEM):
        rows = Part.objects.select_related("round", "unit", "poll", "activity")
        return rows.get(round=round_, unit=unit)


def line_of(part: Part, member) -> Subject:
    """The line of a member."""
    with acting_as(SYSTEM):
        rows = Subject.objects.select_related("part__round", "part__unit", "part__poll", "member", "home")
        return rows.get(part=part, member=member, left_at__isnull=True)


def lines_of(part: Part) -> list[Subject]:
    """Everybody on the list."""
    with acting_as(SYSTEM):
        return list(Subject.objects.filter(part=part, left_at__isnull=True).select_related("member").order_by("pk"))


def fresh(part: Part) -> Part:
    """The part as it is now."""
    with acting_as(SYSTEM):
        return Part.objects.select_related("round", "unit", "poll", "activity").get(pk=part.pk)


def on_paper(cast, part: Part, keeper=None) -> Part:
    """Everybody hands in on paper."""
    how = {line.pk: (HandedIn.PAPER.value, "") for line in lines_of(part)}
    services.papers_record(actor=cast.actor(keeper or cast.wang), part=part, how=how, at=AT)
    return part


def peers(cast, part: Part, keeper=None) -> Part:
    """Everybody handed in, and the mutual evaluation was held."""
    on_paper(cast, part, keeper)
    keeper = cast.actor(keeper or cast.wang)
    return services.peers_record(actor=keeper, part=part, held_on=DAY, way="meeting", at=AT)


def sheet(items: int, *, returned: int, grade: str = "qualified") -> TellerSheet:
    """Every ballot says the same of everybody; the line after theirs finds the committee good."""
    counts = [{grade: returned}] * items + [{"good": returned}]
    return TellerSheet(returned, 0, tuple(ItemCount(n, one) for n, one in enumerate(counts, start=1)))


def counted(cast, part: Part, *, grade: str = "qualified", keeper=None, tellers=None) -> Part:
    """The ballots were counted on paper: everybody was marked with the same grade."""
    part = peers(cast, part, keeper)
    keeper = cast.actor(keeper or cast.wang)
    part = services.ballot_start(actor=keeper, part=part, mode="paper", closes_at=None, at=AT)
    people = lines_of(part)
    first, second = tellers or (cast.li, cast.zhao)
    tellers_appoint(actor=keeper, poll=part.poll, member_ids=[first.pk, second.pk], at=AT)
    paper_issue(actor=keeper, poll=part.poll, member_ids=[line.member_id for line in people], at=AT)
    said = sheet(sum(line.is_graded for line in people), returned=len(people), grade=grade)
    for teller in (first, second):
        paper_count(actor=cast.actor(teller), poll=part.poll, sheet=said, at=AT)
    poll_close(actor=keeper, poll=part.poll, at=AT)
    return fresh(part)


def verdict_lines(part: Part, grade: str = Grade.QUALIFIED, **other: str) -> list[VerdictLine]:
    """An opinion on everybody; `other`: name of the cast's member number -> another grade, with a reason."""
    return [
        VerdictLine(line.pk, grade if line.is_graded else "", "认真履行党员义务。", other.get("reason", ""))
        for line in lines_of(part)
    ]


def decided(cast, part: Part, grade: str = Grade.QUALIFIED, **said) -> Part:
    """The committee gave its opinion on everybody."""
    part = counted(cast, part, grade=grade, **said)
    keeper = cast.actor(said.get("keeper") or cast.wang)
    services.verdicts_record(
        actor=keeper, part=part, lines=verdict_lines(part, grade), body="committee", decided_on=DAY, at=AT
    )
    return fresh(part)


def told(cast, part: Part, **said) -> Part:
    """The opinions were given back."""
    part = decided(cast, part, **said)
    return services.results_tell(actor=cast.actor(said.get("keeper") or cast.wang), part=part, at=AT)


def meeting(part: Part, kind: str = ActivityKind.APPRAISAL_MEETING, **said):
    """The meeting at which the branch evaluated."""
    with acting_as(SYSTEM):
        return life.activity(part.unit, DAY, kind=kind, **said)


def finished(cast, part: Part, **said) -> Part:
    """The whole way."""
    part, held = told(cast, part, **said), meeting(part)
    keeper = cast.actor(said.get("keeper") or cast.wang)
    return services.part_finish(actor=keeper, part=part, activity_uid=held.uid, at=AT)


def verdict_of(subject: Subject) -> Verdict:
    """The latest opinion."""
    with acting_as(SYSTEM):
        rows = Verdict.objects.select_related("subject__part__round", "subject__part__unit", "subject__part__poll")
        found = rows.filter(subject=subject).order_by("-version").first()
    assert found is not None
    return found
