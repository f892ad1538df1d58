"""Everything about one member: affiliations, stages, posts, transfers, invitations, and who looked."""

import dataclasses
import datetime as dt
import uuid

from django.db.models import OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.events.people import LOOKS
from xuezuo.org.models import Affiliation, Invitation, Member, Post, Stage, Term, Unit, UnitName
from xuezuo.org.types import AffiliationKind, MemberStage, PostKind
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.audit.models import Entry
from xuezuo.platform.audit.names import label_of
from xuezuo.platform.audit.queries import entries_about_member
from xuezuo.platform.db.ranges import to_span


@dataclasses.dataclass(frozen=True, slots=True)
class DatedRow:
    """One line of a history: what, where, from when to when (last day; None = still)."""

    id: int
    what: str
    kind: str
    unit_uid: uuid.UUID | None
    unit_name: str
    since: dt.date
    last_day: dt.date | None

    @property
    def is_open(self) -> bool:
        """No end is recorded."""
        return self.last_day is None


@dataclasses.dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a member's record."""

    at: dt.datetime
    label: str
    who: str
    who_number: str
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class History:
    """The dated relations of a member, the newest first."""

    affiliations: list[DatedRow]
    stages: list[DatedRow]
    posts: list[DatedRow]


def _named[M: (Affiliation, Post)](rows: QuerySet[M]) -> QuerySet[M]:
    """Annotate with the unit's name on the row's first day, or the first name it had."""
    names = UnitName.objects.filter(unit=OuterRef("unit_id")).order_by("-during")
    return rows.select_related("unit").annotate(unit_name=Subquery(names.values("name")[:1])).order_by("-during")


def member_history(member: Member) -> History:
    """Return affiliations, stages and posts of a member in three queries."""
    affiliations = [
        _row(row.pk, str(AffiliationKind(row.kind).label), row.kind, row.during, row)
        for row in _named(Affiliation.objects.filter(member=member))
    ]
    posts = [_row(row.pk, row.title, row.kind, row.during, row) for row in _named(Post.objects.filter(member=member))]
    stages = [
        _row(row.pk, str(MemberStage(row.stage).label), row.stage, row.during)
        for row in Stage.objects.filter(member=member).order_by("-during")
    ]
    return History(affiliations, stages, posts)


def _row(pk: int, what: str, kind: str, during: object, of: Affiliation | Post | None = None) -> DatedRow:
    span: DateSpan = to_span(during)
    unit_name = str(getattr(of, "unit_name", "") or "") if of else ""
    return DatedRow(pk, what, kind, of.unit.uid if of else None, unit_name, span.start, span.last_day)


def posts_of_unit(unit: Unit, on: dt.date) -> list[tuple[Post, str]]:
    """Return the posts of a unit that run on or after the day, with the wording of their kind, leaders first."""
    order = list(PostKind)
    held = Post.objects.filter(Q(during__endswith__gt=on) | Q(during__endswith=None), unit=unit)
    rows = sorted(held.select_related("member"), key=lambda row: (order.index(PostKind(row.kind)), row.member.pinyin))
    return [(row, str(PostKind(row.kind).label)) for row in rows]


def former_posts_of_unit(unit: Unit, on: dt.date) -> list[Post]:
    """Return the last hundred posts of a unit that have ended."""
    ended = Post.objects.filter(unit=unit, during__endswith__lte=on).select_related("member")
    return list(ended.order_by("-during")[:100])


def terms_of_unit(unit: Unit) -> list[Term]:
    """Return the terms of office of a unit, the newest first."""
    return list(Term.objects.filter(unit=unit).order_by("-during"))


def open_invitations(members: QuerySet[Member] | list[Member], at: dt.datetime) -> dict[int, dt.datetime]:
    """Return until when each member's open code is valid, by member id."""
    open_ones = Invitation.objects.filter(member__in=members, used_at=None, revoked_at=None, expires_at__gt=at)
    return dict(open_ones.values_list("member_id", "expires_at"))


def looks_at(member: Member) -> QuerySet[Entry]:
    """Return who looked at a member's record or unmasked a number, the newest first."""
    return entries_about_member(member.uid, LOOKS)


def look_rows(entries: list[Entry]) -> list[Look]:
    """Return looks for reading, with the names of those who looked: the member may know them, wherever they belong."""
    with beyond_scope():
        names = names_of(entries)
    return [
        Look(
            entry.at,
            label_of(entry.name)
            + ("" if "field" not in entry.after else f"（{_FIELDS.get(entry.after['field'], '')}）"),
            names.get(entry.actor_label, ""),
            entry.actor_label,
            entry.reason,
        )
        for entry in entries
    ]


_FIELDS = {"id_number": "公民身份号码", "phone": "手机号码"}


def names_of(entries: list[Entry]) -> dict[str, str]:
    """Return the names of the members who acted, by number, as far as row-level security shows them."""
    numbers = {entry.actor_label for entry in entries if entry.actor_label}
    return dict(Member.objects.filter(number__in=numbers).values_list("number", "name"))
