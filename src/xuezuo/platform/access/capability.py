"""Named permissions and the answers they give."""

import dataclasses
from enum import StrEnum

from xuezuo.platform.access.actor import Actor


class Reach(StrEnum):
    """How far below the post's unit a capability is valid."""

    HERE = "here"  # the unit itself and the groups directly below it: a committee cannot write a branch's deeds
    BELOW = "below"  # the unit and everything below it


@dataclasses.dataclass(frozen=True, slots=True)
class Capability:
    """A permission: its name `app.noun.verb`, its Chinese label, the roles that carry it and how far it reaches."""

    name: str
    label: str
    roles: frozenset[str]
    reach: Reach

    def nodes(self, actor: Actor) -> tuple[int, ...]:
        """Return the ids of the units where `actor` holds a role that carries this, ascending."""
        return tuple(sorted({grant.unit_id for grant in actor.grants if grant.role in self.roles}))

    def is_held_by(self, actor: Actor) -> bool:
        """Tell whether `actor` may do this anywhere at all."""
        return actor.is_system or (actor.is_admin and "admin" in self.roles) or bool(self.nodes(actor))


@dataclasses.dataclass(frozen=True, slots=True)
class Decision:
    """The answer to "may this actor do this to this one?", with a reason the asker can act on."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)
_registry: dict[str, Capability] = {}


def denied(reason: str) -> Decision:
    """Return a refusal with its reason (Chinese, a full sentence)."""
    return Decision(False, reason)


def capability(name: str, label: str, *, roles: set[str], reach: Reach) -> Capability:
    """Declare a capability; once per name.

    Raises:
        ValueError: when the name is taken.
    """
    if name in _registry:
        raise ValueError(f"capability {name} is declared twice")
    _registry[name] = Capability(name, label, frozenset(roles), reach)
    return _registry[name]


def is_held(name: str, actor: Actor) -> bool:
    """Tell whether `actor` holds the capability of this name anywhere; nobody holds one that was never declared."""
    return name in _registry and _registry[name].is_held_by(actor)


def all_capabilities() -> tuple[Capability, ...]:
    """Return every declared capability by name; complete once all apps are loaded."""
    return tuple(_registry[name] for name in sorted(_registry))
