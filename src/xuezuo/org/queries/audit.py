"""The audit trail as people of the organization read it."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import Q, QuerySet

from xuezuo.kernel.clock import SHANGHAI
from xuezuo.org.models import Member, TransferState, Unit, UnitName
from xuezuo.org.policies import AUDIT_VIEW
from xuezuo.org.queries.access import units_q
from xuezuo.org.types import AffiliationKind, PostKind, UnitKind
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.models import Entry
from xuezuo.platform.audit.names import label_of
from xuezuo.platform.audit.queries import entries

_WORDS: Final = {
    "on": "日期",
    "from": "起",
    "to": "至",
    "fields": "项目",
    "field": "项目",
    "kind": "类别",
    "title": "职务",
    "state": "状态",
    "ordinal": "届次",
    "due_on": "届满",
    "unit_id": "组织",
    "from_unit_id": "转出",
    "to_unit_id": "转入",
    "rows": "行数",
    "count": "数量",
    "version": "版本",
    "type": "方式",
}
_FIELDS: Final = {
    "name": "姓名",
    "sex": "性别",
    "nation": "民族",
    "born_on": "出生日期",
    "education": "学历",
    "joined_on": "入党日期",
    "full_on": "转正日期",
    "hours_exempt_from": "学时要求",
    "id_number": "公民身份号码",
    "phone": "手机号码",
}
_VALUES: Final = {
    str(value): str(label)
    for choices in (UnitKind, PostKind, AffiliationKind, TransferState)
    for value, label in choices.choices
}


@dataclasses.dataclass(frozen=True, slots=True)
class AuditFilter:
    """What the list is narrowed to; empty = everything in scope."""

    name: str = ""
    who: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    subject_kind: str = ""
    subject_uid: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class AuditRow:
    """One entry for reading."""

    at: dt.datetime
    label: str
    who: str
    who_number: str
    unit_name: str
    member_name: str
    member_uid: uuid.UUID | None
    subject_kind: str
    subject_uid: str
    details: tuple[str, ...]
    reason: str


def audit_list(actor: Actor, wanted: AuditFilter, on: dt.date) -> QuerySet[Entry]:
    """Return the entries of the units where `actor` may read the trail, the newest first.

    `since` and `until` are civil days, both inside.
    """
    where = units_q(actor, AUDIT_VIEW, on)
    if wanted.name:
        where &= Q(name=wanted.name)
    if wanted.who:
        where &= Q(actor_label=wanted.who)
    if wanted.since:
        where &= Q(at__gte=_midnight(wanted.since))
    if wanted.until:
        where &= Q(at__lt=_midnight(wanted.until + dt.timedelta(days=1)))
    if wanted.subject_kind:
        where &= Q(subject_kind=wanted.subject_kind, subject_uid=wanted.subject_uid)
    return entries(where)


def audit_about_member(member: Member) -> QuerySet[Entry]:
    """Return everything recorded about a member, the newest first; the door to the member has been passed."""
    return entries(Q(member_uid=member.uid))


def audit_rows(found: Sequence[Entry]) -> list[AuditRow]:
    """Return entries for reading, with the names of people and units as far as the asker may see them (3 queries)."""
    members = Member.objects.filter(
        Q(number__in={one.actor_label for one in found})
        | Q(uid__in={one.member_uid for one in found if one.member_uid})
    ).values_list("number", "uid", "name")
    by_number = {number: name for number, _, name in members}
    by_uid = {uid: name for _, uid, name in members}
    units = _unit_names(found)
    return [
        AuditRow(
            at=one.at,
            label=label_of(one.name),
            who=by_number.get(one.actor_label, ""),
            who_number=one.actor_label,
            unit_name=units.get(one.unit_id or 0, ""),
            member_name=by_uid.get(one.member_uid, "") if one.member_uid else "",
            member_uid=one.member_uid,
            subject_kind=one.subject_kind,
            subject_uid=one.subject_uid,
            details=_details(one.before, one.after, units),
            reason=one.reason,
        )
        for one in found
    ]


def _details(before: Mapping[str, object], after: Mapping[str, object], units: Mapping[int, str]) -> tuple[str, ...]:
    details = []
    for key in {**before, **after}:
        old, new = _words(key, before.get(key), units), _words(key, after.get(key), units)
        details.append(f"{_WORDS.get(key, key)}：" + (f"{old} → {new}" if old and new else old or new))
    return tuple(details)


def _words(key: str, value: object, units: Mapping[int, str]) -> str:
    if value is None:
        return ""
    if key.endswith("unit_id") and isinstance(value, int):
        return units.get(value, str(value))
    if key in {"fields", "field"}:
        return "、".join(_FIELDS.get(word, word) for word in str(value).split())
    if isinstance(value, bool):
        return "是" if value else "否"
    return _VALUES.get(str(value), str(value)) if key in {"kind", "state"} else str(value)


def _unit_names(found: Sequence[Entry]) -> dict[int, str]:
    """Return the latest name of every unit that the entries mention."""
    ids = {one.unit_id for one in found if one.unit_id}
    for one in found:
        for values in (one.before, one.after):
            ids |= {value for key, value in values.items() if key.endswith("unit_id") and isinstance(value, int)}
    rows = UnitName.objects.filter(unit_id__in=Unit.objects.filter(pk__in=ids).values("pk")).order_by("during")
    return dict(rows.values_list("unit_id", "name"))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), SHANGHAI)
