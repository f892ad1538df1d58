"""Who asks, and what that person may do.

An `Actor` is made once per request, command or task (by `org`, from the posts held on the day) and put into a
`ContextVar` by `acting_as`; the database backend pushes its scope into PostgreSQL, where row-level security uses it.
A `Capability` is a named permission declared once as a constant in an app's `policies.py`; roles and how far they
reach are part of the declaration. `Decision` answers "this one?" with a reason; the same grants answer "which ones?".
"""

from xuezuo.platform.access.actor import (
    ANONYMOUS,
    SYSTEM,
    Actor,
    Grant,
    Scope,
    acting_as,
    beyond_scope,
    current_actor,
    current_scope,
)
from xuezuo.platform.access.capability import (
    ALLOWED,
    Capability,
    Decision,
    Reach,
    all_capabilities,
    capability,
    denied,
    is_held,
)
from xuezuo.platform.access.decorators import public, requires

__all__ = [
    "ALLOWED",
    "ANONYMOUS",
    "SYSTEM",
    "Actor",
    "Capability",
    "Decision",
    "Grant",
    "Reach",
    "Scope",
    "acting_as",
    "all_capabilities",
    "beyond_scope",
    "capability",
    "current_actor",
    "current_scope",
    "denied",
    "is_held",
    "public",
    "requires",
]
