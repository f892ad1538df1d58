"""The people and the small tree that all tests share.

    林场党委 LC ── 机关支部 LC01 ── 第一党小组 LC0101, 第二党小组 LC0102
              └─ 社区支部 LC02
    河口党委 HK ── 河口支部 HK01

王书记 and 李委员 lead the office branch, 赵党员 and 钱预备 belong to it, 郑书记 leads the community branch,
吴组织 is the organizer of the committee, 孙督导 its inspector; 周 is an outsider who leads a branch of another
committee; 冯管理 is the technical administrator and no member.
"""

import dataclasses
import datetime as dt

from xuezuo.org.models import Member, Unit
from xuezuo.org.queries.access import actor_for_account
from xuezuo.org.tests import factories
from xuezuo.org.tests.factories import MemberSpec, UnitSpec
from xuezuo.org.types import PostKind, UnitKind, UnitType
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.accounts.models import Account

TODAY = dt.date(2025, 6, 16)

TREE = (
    UnitSpec("LC", "林场党委", UnitKind.COMMITTEE, unit_type=UnitType.STATE_ENTERPRISE),
    UnitSpec("LC01", "机关支部", UnitKind.BRANCH, "LC", function="organ"),
    UnitSpec("LC02", "社区支部", UnitKind.BRANCH, "LC", unit_type=UnitType.COMMUNITY, function="community"),
    UnitSpec("LC0101", "第一党小组", UnitKind.GROUP, "LC01"),
    UnitSpec("LC0102", "第二党小组", UnitKind.GROUP, "LC01"),
    UnitSpec("HK", "河口党委", UnitKind.COMMITTEE, unit_type=UnitType.VILLAGE),
    UnitSpec("HK01", "河口支部", UnitKind.BRANCH, "HK", unit_type=UnitType.VILLAGE, function="village"),
)


@dataclasses.dataclass(frozen=True)
class Cast:
    """Units and people by what they are; `actor(person)` is who they are after logging in on `TODAY`."""

    committee: Unit
    office: Unit
    community: Unit
    first_group: Unit
    second_group: Unit
    other_committee: Unit
    other_branch: Unit
    wang: Member  # 书记 of the office branch
    li: Member  # 委员 of the office branch
    zhao: Member  # 党员
    qian: Member  # 预备党员
    zheng: Member  # 书记 of the community branch
    wu: Member  # 组织员 of the committee
    sun: Member  # 督导员 of the committee
    zhou: Member  # outsider: 书记 of the other branch
    feng: Account  # technical administrator

    def account(self, member: Member) -> Account:
        """The log-in of a person of the cast."""
        assert member.account is not None
        return member.account

    def actor(self, member: Member, on: dt.date = TODAY) -> Actor:
        """Who the person is on a day."""
        return actor_for_account(self.account(member).pk, is_admin=False, on=on)

    @property
    def admin(self) -> Actor:
        """The technical administrator."""
        return actor_for_account(self.feng.pk, is_admin=True, on=TODAY)


def build_cast() -> Cast:
    """Make units, members, posts and log-ins; needs a database and an open test transaction."""
    with acting_as(SYSTEM):
        units = factories.units(*TREE)
        members = _members(units)
        for username, one in members.items():
            factories.account(username, of=one)
        return Cast(
            committee=units["LC"],
            office=units["LC01"],
            community=units["LC02"],
            first_group=units["LC0101"],
            second_group=units["LC0102"],
            other_committee=units["HK"],
            other_branch=units["HK01"],
            feng=factories.account("feng", is_admin=True),
            **members,
        )


def _members(units: dict[str, Unit]) -> dict[str, Member]:
    office, group = units["LC01"], units["LC0101"]
    specs = {
        "wang": MemberSpec(office, "王书记", "LC0001", post=PostKind.SECRETARY),
        "li": MemberSpec(office, "李委员", "LC0002", post=PostKind.COMMITTEE_MEMBER),
        "zhao": MemberSpec(group, "赵党员", "LC0003", born_on=dt.date(1956, 3, 8)),
        "qian": MemberSpec(
            units["LC0102"],
            "钱预备",
            "LC0004",
            joined_on=dt.date(2025, 1, 10),
            since=dt.date(2025, 1, 10),
            full_on=None,
        ),
        "zheng": MemberSpec(units["LC02"], "郑书记", "LC0005", post=PostKind.SECRETARY),
        "wu": MemberSpec(office, "吴组织", "LC0006"),
        "sun": MemberSpec(units["LC02"], "孙督导", "LC0007"),
        "zhou": MemberSpec(units["HK01"], "周外人", "HK0001", post=PostKind.SECRETARY),
    }
    made = dict(zip(specs, factories.members(specs.values()), strict=True))
    factories.post(made["wu"], units["LC"], PostKind.ORGANIZER)
    factories.post(made["sun"], units["LC"], PostKind.INSPECTOR)
    return made
