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
    person = ("member_id", "unit_id", "member__uid", "member__number", "member__name")
    own = {} if member_id is None else {"member_id": member_id}
    if kind == ActivityKind.COMMITTEE_MEETING:
        posts = committee_posts(unit_id, day).filter(**own).values_list(*person)
        return list({row[0]: RosterRow(*row) for row in posts}.values())
    found: dict[int, RosterRow] = {}
    homes = roster_affiliations(unit_id, day).filter(**own).values_list("kind", *person)
    for home_kind, *row in homes:
        if row[0] not in found or home_kind == AffiliationKind.FORMAL:
            found[row[0]] = RosterRow(*row)
    return list(found.values())
