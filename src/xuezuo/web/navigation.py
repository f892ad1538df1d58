"""The main navigation: what stands in it, and which part is on the bar of tabs of a phone.

An item is shown as soon as its URL name exists, so a room adds its page without touching the shell, and only to people
who may open it: the view says so itself (`@requires`).
"""

import dataclasses
import functools
import uuid
from urllib.parse import quote

from django.urls import NoReverseMatch, resolve, reverse

from xuezuo.platform.access import Actor, Grant, is_held


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One place of the navigation.

    Attributes:
        label: its words.
        url_name: where it leads.
        icon: in icons.svg.
        is_tab: it stands on a phone's bar.
        of_members: it says nothing to an account without a member.
    """

    label: str
    url_name: str
    icon: str
    is_tab: bool = False
    of_members: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Link:
    """An item for the page that is being shown."""

    label: str
    url: str
    icon: str = ""
    is_tab: bool = False
    is_current: bool = False


ITEMS = (
    Item("首页", "web:home", "home", is_tab=True),
    Item("本月", "duties:this-month", "calendar", is_tab=True),
    Item("组织", "org:unit-list", "tree"),
    Item("党员", "org:member-list", "people"),
    Item("组织生活", "life:activity-list", "meeting", is_tab=True),
    Item("落实情况", "duties:unit-status", "check"),
    Item("学习", "reading:home", "book", is_tab=True, of_members=True),
    Item("学习教育", "campaigns:campaign-list", "check"),
    Item("报表", "reports:home", "chart"),
    Item("规定", "duties:rule-list", "book"),
)
MORE_ITEMS = (
    Item("学习资料", "library:material-list", "book"),
    Item("会后要做的", "life:my-work", "check", of_members=True),
    Item("谈心谈话", "life:talk-list", "people"),
    Item("投票", "ballots:poll-list", "check"),
    Item("换届和选举", "elections:election-list", "check"),
    Item("我的考学", "exams:my-exam-list", "check", of_members=True),
    Item("考学管理", "exams:exam-list", "check"),
    Item("题库", "exams:bank-list", "book"),
    Item("竞赛征文", "contests:contest-list", "book"),
    Item("培训与宣讲", "training:class-list", "book"),
    Item("年度计划", "plans:plan-list", "calendar"),
    Item("工作提示", "plans:prompt-list", "book"),
    Item("责任链", "responsibility:home", "check"),
    Item("评选表彰", "commendations:home", "check"),
    Item("专项评估", "assessments:home", "check"),
    Item("民主评议", "evaluation:home", "people", of_members=True),
    Item("负担清单", "duties:burden-home", "check"),
    Item("组织关系转接", "org:transfer-list", "tree"),
    Item("导入党员名册", "org:roster-import", "book"),
    Item("导入会议记录", "life:deeds-import", "book"),
    Item("导入学习资料", "library:materials-import", "book"),
    Item("操作留痕", "org:audit-list", "check"),
    Item("登录账号", "account_keep_list", "person"),
)
QUICK_ITEMS = (
    Item("记录会议活动", "life:activity-record", "meeting"),
    Item("安排会议活动", "life:activity-plan", "calendar"),
    Item("记录谈心谈话", "life:talk-record", "people"),
    Item("查看落实情况", "duties:unit-status", "check"),
    Item("我的考学", "exams:my-exam-list", "check", of_members=True),
    Item("我的信息", "org:my-record", "person", of_members=True),
    Item("规定和依据", "duties:rule-list", "book"),
)
ACCOUNT_ITEMS = (
    Item("我的信息", "org:my-record", "person", of_members=True),
    Item("谁看过我的信息", "org:my-access-log", "person", of_members=True),
    Item("登录与安全", "mfa_index", "person"),
    Item("修改密码", "account_change_password", "person"),
)


@functools.lru_cache(maxsize=4096)
def find_place(name: str, *args: object) -> tuple[str, tuple[str, ...]]:
    """Return the address of a URL name, and who its view lets in; empty while no room has it."""
    try:
        url = reverse(name, args=args)
    except NoReverseMatch:
        return "", ()
    return url, getattr(resolve(url).func, "access", ("login",))


def may_open(actor: Actor, access: tuple[str, ...]) -> bool:
    """Tell whether a view that says `access` lets the actor in."""
    if "login" in access or "public" in access:
        return True
    return any(is_held(name, actor) for name in access)


def links(items: tuple[Item, ...], path: str, actor: Actor) -> tuple[Link, ...]:
    """Return the places that exist and that the actor may open.

    The one with the longest address that `path` starts with is the current one.
    """
    found = _places(items, of_kind(actor))
    current = max(
        (url for _, url in found if path == url or (url != "/" and path.startswith(url))), key=len, default=""
    )
    return tuple(Link(item.label, url, item.icon, item.is_tab, url == current) for item, url in found)


def of_kind(actor: Actor) -> Actor:
    """Return what tells the actor from others as far as doors are concerned: roles, not units."""
    grants = tuple(Grant(role, 0) for role in sorted({grant.role for grant in actor.grants}))
    member = None if actor.member_id is None else 0
    return Actor(member_id=member, is_admin=actor.is_admin, is_system=actor.is_system, grants=grants)


@functools.lru_cache(maxsize=1024)
def _places(items: tuple[Item, ...], kind: Actor) -> tuple[tuple[Item, str], ...]:
    shown = [item for item in items if kind.member_id is not None or not item.of_members]
    places = [(item, *find_place(item.url_name)) for item in shown]
    return tuple((item, url) for item, url, access in places if url and may_open(kind, access))


def unit_links(actor: Actor, uid: uuid.UUID, code: str) -> list[Link]:
    """Return what there is to see about one unit, in every room, as far as the actor may open it at all."""
    places = (
        ("本月要做的事", find_place("duties:month", uid), ""),
        ("全年落实", find_place("duties:year", uid), ""),
        ("党员学时", find_place("duties:unit-hours", uid), ""),
        ("组织生活", find_place("life:activity-list"), f"?unit={quote(code)}"),
        ("会议日历", find_place("life:unit-calendar", uid), ""),
        ("决议", find_place("life:follow-up-list", uid), ""),
        ("党员", find_place("org:member-list"), f"?unit={uid}"),
        ("任职和任期", find_place("org:post-list", uid), ""),
        ("登录邀请码", find_place("org:invitation-list", uid), ""),
    )
    return [Link(label, url + query) for label, (url, access), query in places if url and may_open(actor, access)]
