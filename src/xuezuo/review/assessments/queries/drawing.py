"""Who is asked: everybody, or a draw that anybody with the seed can repeat; and in which parts."""

import datetime as dt
import hashlib
import random
from collections.abc import Mapping, Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.org.models import Affiliation, Closure
from xuezuo.org.types import AffiliationKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.assessments.models import Part, Survey
from xuezuo.review.assessments.types import Drawing, Redrawn
from xuezuo.review.ballots.queries import entitled_ids
from xuezuo.review.ballots.types import LEAST_TO_BREAK_DOWN

type Groups = dict[int | None, list[int]]


def members_by_part(unit_id: int, on: dt.date) -> dict[int, int | None]:
    """Return each member of the subtree on the day with the unit directly below through which it belongs."""
    with acting_as(SYSTEM):
        closure = Closure.objects.filter(ancestor_id=unit_id, during__contains=on)
        via = dict(closure.values_list("descendant_id", "via_id"))
        formal = Affiliation.objects.filter(
            unit_id__in=list(via), kind=AffiliationKind.FORMAL, during__contains=on
        ).values_list("member_id", "unit_id")
        return {member: via[unit] for member, unit in formal}


def drawn(ids: Sequence[int], seed: int, size: int | None) -> list[int]:
    """Return `size` of the ids, ascending, as the seed draws them from the ids in ascending order; None = all.

    >>> drawn([5, 3, 1, 4, 2], 7, 2) == drawn([1, 2, 3, 4, 5], 7, 2)
    True
    """
    ordered = sorted(ids)
    if size is None or size >= len(ordered):
        return ordered
    return sorted(random.Random(seed).sample(ordered, size))  # noqa: S311  # CONFIG: must be repeatable


def digest_of(ids: Sequence[int]) -> str:
    """Return the SHA-256 of the ids in ascending order, one a line: what the draw was made from."""
    return hashlib.sha256("\n".join(map(str, sorted(ids))).encode()).hexdigest()


def groups_of(chosen: Sequence[int], parts: Mapping[int, int | None], *, by_unit: bool) -> Groups:
    """Return the chosen in the groups whose answers are kept apart; the key None holds everybody else.

    Only groups of ten and more stand alone. When those left over are fewer than ten, the smallest group joins them, so
    that nobody's answers are told by leaving groups out.
    """
    groups: Groups = {}
    for member in chosen:
        groups.setdefault(parts[member] if by_unit else None, []).append(member)
    rest = groups.pop(None, [])
    for key in [key for key, members in groups.items() if len(members) < LEAST_TO_BREAK_DOWN]:
        rest += groups.pop(key)
    while rest and len(rest) < LEAST_TO_BREAK_DOWN and groups:
        smallest = min(groups, key=lambda key: (len(groups[key]), key or 0))
        rest += groups.pop(smallest)
    return groups | ({None: sorted(rest)} if rest else {})


def redrawn(survey: Survey) -> Redrawn:
    """Repeat the draw of an opened questionnaire and compare it with the frozen lists of its polls.

    The seed comes from the system's generator in the moment of opening, when questions and number are fixed, so nobody
    chooses it. A member registered or corrected afterwards for that day changes the roster: then the draw cannot be
    repeated, and that is said instead of "different".
    """
    opened_at, seed = survey.opened_at, survey.seed
    if opened_at is None or seed is None:
        raise NotFound
    members = list(members_by_part(survey.unit_id, civil_date(opened_at)))
    with acting_as(SYSTEM):
        polls = list(Part.objects.filter(survey=survey).values_list("poll_id", flat=True))
    asked = entitled_ids(polls)
    if digest_of(members) != survey.digest:
        return Redrawn(Drawing.ROSTER_CHANGED, len(members), len(asked))
    is_same = drawn(members, seed, survey.sample) == asked
    return Redrawn(Drawing.SAME if is_same else Drawing.DIFFERENT, len(members), len(asked))
