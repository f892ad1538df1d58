"""What the ballots said, member by member, as far as it may be shown."""

from collections.abc import Mapping

from xuezuo.review.ballots.queries import poll_result
from xuezuo.review.ballots.types import REPORT_GRADES, ItemResult
from xuezuo.review.evaluation.models import Part
from xuezuo.review.evaluation.types import BodyStanding, Grade, Standing

NOTHING = Standing(())


def standings(part: Part) -> Mapping[int, Standing]:
    """Return by member what the ballots of the part said; empty while they are not counted.

    Fewer than ten ballots are not broken down: then only the leading grade is told (`PollResult.may_be_broken_down`).
    """
    result = poll_result(part.poll_id) if part.poll_id else None
    if result is None:
        return {}
    may = result.may_be_broken_down
    return {one.member_id: _standing(one, may_show=may) for one in result.items if one.member_id is not None}


def _standing(item: ItemResult, *, may_show: bool) -> Standing:
    most = max(item.counts.values(), default=0)
    leaders = tuple(grade.value for grade in Grade if most and item.counts.get(grade.value, 0) == most)
    return Standing(leaders, dict(item.counts), item.abstained) if may_show else Standing(leaders)


def body_standing(part: Part) -> BodyStanding | None:
    """Return what the ballots said of the branch committee; None while they are not counted, or if it had no line.

    Everybody on the list may read it (review.branch: members evaluate the committee); fewer than ten ballots are not
    broken down.
    """
    result = poll_result(part.poll_id) if part.poll_id else None
    line = next((one for one in result.items if one.member_id is None), None) if result else None
    if result is None or line is None or result.is_void:
        return None
    if not result.may_be_broken_down:
        return BodyStanding(result.returned)
    counts = tuple((choice.label, line.counts.get(choice.code, 0)) for choice in REPORT_GRADES)
    return BodyStanding(result.returned, (*counts, ("未评", line.abstained)))
