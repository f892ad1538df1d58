"""A member's page: what this asker may see of this member, as plain values."""

import dataclasses
import datetime as dt
import uuid

from xuezuo.org import policies
from xuezuo.org.models import Member, Transfer, TransferState
from xuezuo.org.queries.access import keeper_id
from xuezuo.org.queries.records import DatedRow, History, member_history, open_invitations
from xuezuo.org.queries.rights import held_at
from xuezuo.org.queries.secrets import MaskedIdentity, masked_identity
from xuezuo.org.types import AffiliationKind, MemberStage, Sex
from xuezuo.platform.access import Actor

OFFERED = (
    policies.MEMBER_CHANGE,
    policies.MEMBER_UNMASK,
    policies.MEMBER_INVITE,
    policies.TRANSFER_SEND,
    policies.AUDIT_VIEW,
)


@dataclasses.dataclass(frozen=True, slots=True)
class MemberPage:
    """What the page shows.

    Attributes:
        uid: of the member.
        name: 姓名.
        number: 党员编号.
        stage: of today, a `MemberStage`; `stage_label` in words.
        is_own: the asker's own record.
        facts: personal fields as (word, value).
        identity: masked numbers; None when the asker may not see even those.
        history: affiliations, stages, posts.
        home: the formal affiliation of today; None for former members.
        may: what the asker may do here: change, unmask, invite, send, view.
        has_login: the member has a log-in.
        invited_until: until when an open code is valid.
        transfer_uid: of a transfer that waits for its receipt.
    """

    uid: uuid.UUID
    name: str
    number: str
    stage: str
    stage_label: str
    is_own: bool
    facts: list[tuple[str, object]]
    identity: MaskedIdentity | None
    history: History
    home: DatedRow | None
    may: frozenset[str]
    has_login: bool
    invited_until: dt.datetime | None
    transfer_uid: uuid.UUID | None

    @property
    def is_probationary(self) -> bool:
        """The member can be made a full one."""
        return self.stage == MemberStage.PROBATIONARY


def about(member: Member) -> str:
    """Name a member in the head of a page."""
    return f"{member.name}（{member.number}）"


def member_page(actor: Actor, member: Member, *, at: dt.datetime, on: dt.date) -> MemberPage:
    """Return what `actor`, whom the access door has let in, sees of the member on the civil day `on`."""
    history = member_history(member)
    home = _running(history.affiliations, AffiliationKind.FORMAL, on)
    stage = next((row.kind for row in history.stages if _runs(row, on)), "")
    may = held_at(actor, keeper_id(member.pk, on) or 0, on, OFFERED)
    is_own = actor.member_id == member.pk
    waiting = Transfer.objects.filter(member=member, state=TransferState.SENT).values_list("uid", flat=True).first()
    return MemberPage(
        uid=member.uid,
        name=member.name,
        number=member.number,
        stage=stage,
        stage_label=str(MemberStage(stage).label) if stage else "",
        is_own=is_own,
        facts=_facts(member, on),
        identity=masked_identity(member) if is_own or "unmask" in may else None,
        history=history,
        home=home,
        may=may,
        has_login=member.account_id is not None,
        invited_until=open_invitations([member], at).get(member.pk) if "invite" in may else None,
        transfer_uid=waiting,
    )


def _facts(member: Member, on: dt.date) -> list[tuple[str, object]]:
    facts: list[tuple[str, object]] = [
        ("性别", Sex(member.sex).label),
        ("民族", member.nation),
        ("出生日期", f"{member.born_on}（{_years(member.born_on, on)}岁）"),
        ("学历", member.education),
        (
            "入党日期",
            f"{member.joined_on}（党龄{_years(member.full_on, on)}年）" if member.full_on else member.joined_on,
        ),
        ("转正日期", member.full_on),
    ]
    if member.hours_exempt_from:
        facts.append(("学时不作硬性要求", f"自 {member.hours_exempt_from}"))
    return facts


def _years(since: dt.date, on: dt.date) -> int:
    return max(on.year - since.year - ((on.month, on.day) < (since.month, since.day)), 0)


def _runs(row: DatedRow, on: dt.date) -> bool:
    return row.since <= on and (row.last_day is None or on <= row.last_day)


def _running(rows: list[DatedRow], kind: str, on: dt.date) -> DatedRow | None:
    return next((row for row in rows if row.kind == kind and _runs(row, on)), None)
