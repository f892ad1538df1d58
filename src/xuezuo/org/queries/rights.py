"""Which of several capabilities an actor has at one unit, in one query: for pages that offer what one may do."""

import datetime as dt
from collections.abc import Iterable

from xuezuo.org.models import Closure
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import Actor, Capability, Reach


def held_at(actor: Actor, unit_id: int, on: dt.date, capabilities: Iterable[Capability]) -> frozenset[str]:
    """Return the last words of the names of those capabilities that `actor` has at the unit on the day.

    The same answer as `access.unit_decision` gives for each one ("change" for `org.member.change`).
    """
    above = Closure.objects.filter(descendant_id=unit_id, during__contains=on)
    depths = {
        ancestor: (depth, kind)
        for ancestor, depth, kind in above.values_list("ancestor_id", "depth", "descendant__kind")
    }
    return frozenset(
        wanted.name.rpartition(".")[2]
        for wanted in capabilities
        if actor.is_system or any(_reaches(wanted, *depths[node]) for node in wanted.nodes(actor) if node in depths)
    )


def _reaches(capability: Capability, depth: int, kind: str) -> bool:
    return capability.reach is Reach.BELOW or depth == 0 or (depth == 1 and kind == UnitKind.GROUP)
