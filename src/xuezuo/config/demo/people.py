"""The log-ins that the demonstration prints."""

import dataclasses
import datetime as dt
from typing import Final

from xuezuo.org.models import Member
from xuezuo.org.queries.people import members_of
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import SYSTEM
from xuezuo.platform.accounts.services import account_create

PASSWORD: Final = "qinghe-2026"  # of a fictional county that listens on this machine only


@dataclasses.dataclass(frozen=True, slots=True)
class Login:
    """A log-in and what it shows."""

    username: str
    who: str


LOGINS: Final = (
    Login("shuji", "书记：县委办党支部，先看“本月”"),
    Login("dangyuan", "党员：县委办党支部"),
    Login("zuzhibu", "组织部门：青禾县委组织员，先看“落实情况”和“报表”"),
    Login("dudao", "督导员：青禾县委督导员"),
    Login("guanli", "系统管理员：不看个人信息"),
)


def make_logins(today: dt.date, at: dt.datetime) -> None:
    """Make one log-in for each part; all with the printed password."""
    account_create(actor=SYSTEM, username="guanli", password=PASSWORD, at=at, is_admin=True)
    office = unit_row("QH0501", today).id
    county = unit_row("QH", today).id
    for username, unit_id, kind in (
        ("shuji", office, "secretary"),
        ("zuzhibu", county, "organizer"),
        ("dudao", county, "inspector"),
    ):
        _link(username, Member.objects.filter(posts__unit_id=unit_id, posts__kind=kind).order_by("number").first(), at)
    plain = [one for one in members_of([office], today) if not one.posts.exists()]
    groups = Member.objects.filter(affiliations__unit__code="QH05011", posts=None, account=None).order_by("number")
    _link("dangyuan", plain[0] if plain else groups.first(), at)


def _link(username: str, member: Member | None, at: dt.datetime) -> None:
    if member is None:
        raise LookupError(f"the demonstration has nobody for {username}")
    member.account = account_create(actor=SYSTEM, username=username, password=PASSWORD, at=at)
    member.save(update_fields=["account"])
