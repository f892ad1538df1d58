"""The person or program that acts, and the scope that the database enforces for it."""

import contextlib
import dataclasses
from collections.abc import Iterator
from contextvars import ContextVar

from xuezuo.platform.db import scope


@dataclasses.dataclass(frozen=True, slots=True)
class Grant:
    """A role held at a unit today; valid there and, by the capability's reach, below."""

    role: str
    unit_id: int


@dataclasses.dataclass(frozen=True, slots=True)
class Scope:
    """What row-level security lets through.

    Attributes:
        member_id: rows of this member are visible; None = nobody's.
        nodes: rows of units at or below these units are visible.
        whole_tree: every row is visible (programs, and posts at the top of the tree).
    """

    member_id: int | None = None
    nodes: tuple[int, ...] = ()
    whole_tree: bool = False


NOTHING = Scope()


@dataclasses.dataclass(frozen=True, slots=True)
class Actor:
    """Who asks. Equality by value; safe to keep for the length of one request.

    Attributes:
        account_id: the log-in; None for programs and strangers.
        member_id: the member behind the log-in, if any.
        label: how the audit names the actor for good: a member's number or a program's name, never a person's name.
        is_admin: technical administrator: settings, jobs, health; no personal data.
        is_system: a program of the house (command, import, schedule).
        grants: roles that follow from the posts held today.
        whole_tree: True when a grant sits at the root of the tree.
    """

    account_id: int | None = None
    member_id: int | None = None
    label: str = ""
    is_admin: bool = False
    is_system: bool = False
    grants: tuple[Grant, ...] = ()
    whole_tree: bool = False

    @property
    def is_anonymous(self) -> bool:
        """Nobody is logged in and no program acts."""
        return self.account_id is None and not self.is_system

    @property
    def scope(self) -> Scope:
        """What the database may show this actor."""
        if self.is_system or self.whole_tree:
            return Scope(member_id=self.member_id, whole_tree=True)
        return Scope(self.member_id, tuple(sorted({grant.unit_id for grant in self.grants})))


ANONYMOUS = Actor()
SYSTEM = Actor(label="system", is_system=True)

_current: ContextVar[Actor] = ContextVar("xuezuo_actor", default=ANONYMOUS)


def current_actor() -> Actor:
    """Return the actor of the running request, command or task; `ANONYMOUS` when nothing was set."""
    return _current.get()


def current_scope() -> Scope:
    """Return what row-level security has to enforce now; nothing set = no rows."""
    actor = _current.get()
    return NOTHING if actor.is_anonymous else actor.scope


@contextlib.contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Make `actor` the current one inside the block, and the former one again after it."""
    token = _current.set(actor)
    try:
        yield actor
    finally:
        _current.reset(token)


@contextlib.contextmanager
def beyond_scope() -> Iterator[Actor]:
    """Let the current actor see and write every row inside the block.

    For services whose deed, once the policy has said yes, touches rows outside the actor's own units: a new member
    (nobody's before the first affiliation), the receipt of a transfer, a guest looked up by number. Not for reads that
    are shown as they are.
    """
    with acting_as(dataclasses.replace(_current.get(), whole_tree=True)) as actor:
        yield actor


scope.answer_with(current_scope)  # the database backend asks before each statement
