"""Who is expected at a meeting of a unit on a civil day."""

import datetime as dt

from xuezuo.life.types import ActivityKind, RosterRow
from xuezuo.org.queries.people import committee_posts, roster_affiliations
from xuezuo.org.types import AffiliationKind


def roster_on(unit_id: int, kind: str, day: dt.date, member_id: int | None = None) -> list[RosterRow]:
    """Return who is expected at a meeting of `kind` that the unit holds on `day`, by pinyin, each member once.

    Of a committee meeting: holders of a committee post in the unit that day. Of every other kind: members whose formal
    or floating affiliation lies in the unit or a group directly below it that day; where somebody has both, the formal
    one names the unit. With `member_id` only that member is looked up (empty = not expected).
    """
    found: dict[int, RosterRow] = {}
    if kind == ActivityKind.COMMITTEE_MEETING:
        posts = committee_posts(unit_id, day).select_related("member")
        for post in posts if member_id is None else posts.filter(member_id=member_id):
            someone = post.member
            found[someone.pk] = RosterRow(someone.pk, unit_id, someone.uid, someone.number, someone.name)
        return list(found.values())
    homes = roster_affiliations(unit_id, day).select_related("member")
    for home in homes if member_id is None else homes.filter(member_id=member_id):
        if home.member_id not in found or home.kind == AffiliationKind.FORMAL:
            someone = home.member
            found[someone.pk] = RosterRow(someone.pk, home.unit_id, someone.uid, someone.number, someone.name)
    return list(found.values())
