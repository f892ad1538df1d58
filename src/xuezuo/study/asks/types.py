"""Words and plain values of asks."""

import dataclasses
import datetime as dt
import uuid

from django.db import models

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.periods import Period, PeriodKind, periods_ending_in
from xuezuo.rules.vocabulary import DeedKind, Force, Post, SubjectKind, Template, UnitType
from xuezuo.study.asks.errors import AskUnfit, AskWithoutEnd


class AskSource(models.TextChoices):
    """Where an ask comes from."""

    CAMPAIGN = "campaign", "学习教育"
    PLAN = "plan", "年度计划"
    PROMPT = "prompt", "工作提示"


class AskPeriod(models.TextChoices):
    """How often it is asked: once in the whole time, or in every month, quarter or year that lies inside it."""

    SPAN = "span", "期内"
    MONTH = "month", "每月"
    QUARTER = "quarter", "每季度"
    YEAR = "year", "每年"


_OF_UNITS = {Template.EVENT_COUNT, Template.EVENT_BY_ROLE}
_OF_MEMBERS = {Template.EXISTS_PER_MEMBER, Template.SUM_PER_MEMBER}


def periods_asked(often: AskPeriod, during: DateSpan) -> tuple[Period, ...]:
    """Return the periods that are asked for in that time: those that lie in it from the first to the last day."""
    kind = PeriodKind(often)
    if during.end is None:
        return ()
    if kind is PeriodKind.SPAN:
        return (Period.spanning(during),)
    whole = periods_ending_in(kind, during.start, during.end)
    return tuple(one for one in whole if during.start <= one.start)


@dataclasses.dataclass(frozen=True, slots=True)
class AskSpec:
    """What is to be asked, in the words of rule packs.

    Attributes:
        key: names it within its source; letters, digits, underscores.
        label: for readers, at most 60 characters.
        why: for the secretary: why this is asked.
        what_counts: for the secretary: what counts, what does not.
        subjects: kinds of units, or `member` alone.
        during: civil days; the end is never open.
        template: `event_count`, `event_by_role`, `exists_per_member` or `sum_per_member`.
        deed_kinds: kinds that count; with `is_named` the kind that is recorded with one tap.
        is_named: only deeds that name this ask count.
        period: how often.
        required: the smallest number that meets it, in the template's quantity (times; class hours for sums).
        unit_types: only units of these domains; empty = all.
        posts: for members: only holders of these posts; empty = all.
        by_posts: for `event_by_role`: who must have led.
        force: how strongly it binds.
        is_required: False = shown, never counted.
        replaces: ids of the asks of higher units that this one tightens: whoever is bound by this one no longer sees
            those; what meets this one meets them.
        only: ids of units at or below the asking one: just these and what stands below them are bound; empty = all.
        continues: ids of the asks that this one rewords; deeds that named one of them count as if they named this one.
        with_own: besides `only` the asking unit itself is bound, but not what stands below it.
    """

    key: str
    label: str
    why: str
    what_counts: str
    subjects: tuple[SubjectKind, ...]
    during: DateSpan
    template: Template = Template.EVENT_COUNT
    deed_kinds: tuple[DeedKind, ...] = ()
    is_named: bool = False
    period: AskPeriod = AskPeriod.SPAN
    required: int = 1
    unit_types: tuple[UnitType, ...] = ()
    posts: tuple[Post, ...] = ()
    by_posts: tuple[Post, ...] = ()
    force: Force = Force.GENERAL
    is_required: bool = True
    replaces: tuple[int, ...] = ()
    only: tuple[int, ...] = ()
    continues: tuple[int, ...] = ()
    with_own: bool = False

    def periods(self) -> tuple[Period, ...]:
        """Return the periods that it asks for: those that lie wholly in its time. None at all = it never binds."""
        return periods_asked(self.period, self.during)

    def check(self) -> None:
        """Refuse an ask that cannot be a duty.

        Raises:
            AskWithoutEnd: open end.
            AskUnfit: subject, template and kinds do not go together.
        """
        if self.during.end is None:
            raise AskWithoutEnd(label=self.label)
        of_members = SubjectKind.MEMBER in self.subjects
        if not self.subjects or (of_members and len(self.subjects) > 1):
            raise AskUnfit(field="subjects", label=self.label, what="对象应为若干类组织，或者只是党员")
        if self.template not in (_OF_MEMBERS if of_members else _OF_UNITS):
            raise AskUnfit(field="template", label=self.label, what=f"“{self.template.label}”不适用于这类对象")
        if not self.deed_kinds:
            raise AskUnfit(field="deed_kinds", label=self.label, what="没有写明完成什么算数")
        if (self.template is Template.EVENT_BY_ROLE) != bool(self.by_posts):
            raise AskUnfit(field="by_posts", label=self.label, what="“由任某职的人主讲”与职务必须一起写")
        if self.required < 1:
            raise AskUnfit(field="required", label=self.label, what="要求的数量至少为 1")


@dataclasses.dataclass(frozen=True, slots=True)
class AskOrigin:
    """Who asks, from what.

    Attributes:
        unit_id: the unit that asks; it binds itself and everything below it.
        source: campaign, plan or prompt.
        source_uid: of that campaign run, plan or prompt.
        document: title and number of what it rests on, shown as the clause.
        issued_on: civil day of that document.
    """

    unit_id: int
    source: AskSource
    source_uid: uuid.UUID
    document: str
    issued_on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class AskFacts:
    """What others need to know of an ask.

    Attributes:
        id: number, unique in this site.
        uid: for files and addresses.
        label: for readers.
        unit_id: the unit that asks.
        bound: ids of the units at and below which it binds: the asking unit, or those it was narrowed to.
        itself: ids of units that it binds without what stands below them: the asking unit beside those others.
        source: an `AskSource`.
        source_uid: of the campaign run, plan or prompt.
        kinds: the kinds that count; the first is recorded with one tap.
        is_named: only deeds that name the ask count.
        is_required: False = shown, never counted.
        during: as asked, whether or not withdrawn since.
        lifted_on: the first civil day on which it need not be done any more, though its time was not over.
    """

    id: int
    uid: uuid.UUID
    label: str
    unit_id: int
    bound: tuple[int, ...]
    itself: tuple[int, ...]
    source: str
    source_uid: uuid.UUID
    kinds: tuple[str, ...]
    is_named: bool
    is_required: bool
    during: DateSpan
    lifted_on: dt.date | None = None
