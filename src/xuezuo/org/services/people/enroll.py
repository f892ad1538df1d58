"""Entering a member, and correcting what is known of one."""

import dataclasses
import datetime as dt
from typing import Final

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.dates import DateSpan, add_months
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.errors.people import BadMemberField, DayBeforeJoining, NothingChanged, NumberTaken
from xuezuo.org.events import people as names
from xuezuo.org.models import Member, Stage, Unit
from xuezuo.org.pinyin import reading_of_person
from xuezuo.org.policies import MEMBER_CHANGE
from xuezuo.org.queries.access import require_unit
from xuezuo.org.services.people.checks import check_takes_members, clean_reason, locked, require_member
from xuezuo.org.services.structure.joining import affiliation_put
from xuezuo.org.types import AffiliationKind, MemberStage
from xuezuo.platform import events
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit import services as audit
from xuezuo.platform.db.ranges import to_range, to_span

LEAST_AGE: Final = 18  # years, on the day of joining (党章 art. 1)
_CORRECTED: Final = (
    "name",
    "pinyin",
    "initials",
    "sex",
    "nation",
    "born_on",
    "education",
    "joined_on",
    "full_on",
    "hours_exempt_from",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Personal:
    """What is known of a person, as a form or a row of a file says it.

    Attributes:
        name: 姓名.
        sex: a `Sex`.
        born_on: 出生日期.
        joined_on: 入党日期, first day of probation.
        full_on: 转正日期; None = still probationary. The same day as `joined_on`: before there was probation.
        nation: 民族.
        education: 学历.
        hours_exempt_from: since when study hours are not binding for the member; None = they are.
    """

    name: str
    sex: str
    born_on: dt.date
    joined_on: dt.date
    full_on: dt.date | None = None
    nation: str = ""
    education: str = ""
    hours_exempt_from: dt.date | None = None


@audit.use_case("org.member_enroll")
def member_enroll(*, actor: Actor, unit: Unit, number: str, personal: Personal, on: dt.date, at: dt.datetime) -> Member:
    """Enter a member with a formal affiliation to `unit` from the civil day `on`.

    Raises:
        NotFound, Forbidden: the unit is not the actor's to change.
        UnitNotAlive, UnitTakesNoMembers: the unit cannot have members that day.
        NumberTaken, BadMemberField, DayBeforeJoining: the data cannot be right.
    """
    require_unit(actor, MEMBER_CHANGE, unit.pk, civil_date(at))
    check_takes_members(unit, on)
    checked = _checked(personal)
    if on < checked.joined_on:
        raise DayBeforeJoining(on=on)
    with beyond_scope():
        member = Member(uid=new_id(), number=clean_new_number(number), **_columns(checked))
        member.save(force_insert=True)
        write_stages(member, None)
        affiliation_put(member, unit, AffiliationKind.FORMAL, on)
    audit.record(
        names.MEMBER_ENROLLED,
        actor=actor,
        subject=("org.member", member.uid),
        member_uid=member.uid,
        unit_id=unit.pk,
        after={"on": on.isoformat()},
        at=at,
    )
    events.publish_on_commit(names.MembershipChanged(member.pk, (unit.pk,), on))
    return member


@audit.use_case("org.member_correct")
def member_correct(*, actor: Actor, member: Member, personal: Personal, reason: str, at: dt.datetime) -> Member:
    """Put right what is known of a member; dates of joining and of full membership move the stages with them.

    Raises:
        NotFound, Forbidden: not the actor's member to change.
        ReasonMissing, BadMemberField, NothingChanged: nothing sensible was given.
    """
    keeper = require_member(actor, MEMBER_CHANGE, member, civil_date(at))
    reason = clean_reason(reason)
    columns = _columns(_checked(personal))
    member = locked(member)
    changed = [name for name in _CORRECTED if getattr(member, name) != columns[name]]
    if not changed:
        raise NothingChanged
    for name in changed:
        setattr(member, name, columns[name])
    member.save(update_fields=changed)
    if {"joined_on", "full_on"} & set(changed):
        ended = Stage.objects.filter(member=member, stage=MemberStage.ENDED).first()
        write_stages(member, ended.during.lower if ended else None)
    audit.record(
        names.MEMBER_CORRECTED,
        actor=actor,
        subject=("org.member", member.uid),
        member_uid=member.uid,
        unit_id=keeper,
        after={"fields": " ".join(name for name in changed if name not in {"pinyin", "initials"})},
        reason=reason,
        at=at,
    )
    events.publish_on_commit(names.MembershipChanged(member.pk, (keeper,), member.joined_on))
    return member


def write_stages(member: Member, ended_on: dt.date | None) -> None:
    """Make the stages those that follow from joining, full membership and, if any, the end.

    Rows keep their identity (a revoked import finds its own again). Ranges first shrink, then grow: on the way from one
    sound state to the next no two may overlap, not even inside a statement.
    """
    wanted = _stages_of(member, ended_on)
    stored = {row.stage: row for row in Stage.objects.filter(member=member)}
    for stage, row in stored.items():
        common = to_span(row.during).intersection(wanted[stage]) if stage in wanted else None
        if common is None:
            row.delete()
        else:
            _set_range(row, common)
    for stage, span in wanted.items():
        kept = stored.get(stage)
        if kept is not None and kept.pk is not None:
            _set_range(kept, span)
        else:
            Stage.objects.create(member=member, stage=stage, during=to_range(span))


def _stages_of(member: Member, ended_on: dt.date | None) -> dict[str, DateSpan]:
    turns: list[tuple[str, dt.date]] = [(MemberStage.PROBATIONARY, member.joined_on)]
    if member.full_on is not None:
        turns.append((MemberStage.FULL, member.full_on))
    if ended_on is not None:
        turns.append((MemberStage.ENDED, ended_on))
    ends = [start for _, start in turns[1:]] + [None]
    return {
        stage: DateSpan(start, end)
        for (stage, start), end in zip(turns, ends, strict=True)
        if end is None or start < end
    }


def _set_range(row: Stage, span: DateSpan) -> None:
    if to_span(row.during) != span:
        row.during = to_range(span)
        row.save(update_fields=["during"])


def clean_new_number(text: str) -> str:
    """Return the number of a member, free to be given; the caller sees every member.

    Raises:
        BadMemberField: empty, too long, or with blanks.
        NumberTaken: somebody has it.
    """
    number = squeeze(text)
    if not 0 < len(number) <= 40 or " " in number:
        raise BadMemberField(field="党员编号", problem="须为1至40个字符，不含空格")
    if Member.objects.filter(number=number).exists():
        raise NumberTaken(number=number)
    return number


def _checked(personal: Personal) -> Personal:
    name = squeeze(personal.name)
    if not 0 < len(name) <= 60:
        raise BadMemberField(field="姓名", problem="须为1至60个字")
    if personal.joined_on < add_months(personal.born_on, 12 * LEAST_AGE):
        raise BadMemberField(field="入党日期", problem="入党时须年满18岁（《中国共产党章程》第一条），请核对出生日期")
    if personal.full_on is not None and personal.full_on < personal.joined_on:
        raise BadMemberField(field="转正日期", problem="不能早于入党日期")
    return dataclasses.replace(
        personal, name=name, nation=squeeze(personal.nation)[:20], education=squeeze(personal.education)[:20]
    )


def _columns(personal: Personal) -> dict[str, object]:
    reading = reading_of_person(personal.name)
    return {**dataclasses.asdict(personal), "pinyin": reading.pinyin, "initials": reading.initials}
