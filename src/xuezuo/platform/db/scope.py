"""Who acts, as far as the database needs to know. `platform.access` stands above this room and plugs itself in."""

from collections.abc import Callable
from typing import Protocol


class Scope(Protocol):
    """What row-level security lets through; see `platform.access.Scope`."""

    @property
    def member_id(self) -> int | None:
        """Rows of this member."""

    @property
    def nodes(self) -> tuple[int, ...]:
        """Rows of units at or below these."""

    @property
    def whole_tree(self) -> bool:
        """Every row."""


_source: Callable[[], Scope] | None = None


def answer_with(source: Callable[[], Scope]) -> None:
    """Make `source` the one that is asked who acts now."""
    global _source  # noqa: PLW0603  # CONFIG: one source for the process, set once at import
    _source = source


def current() -> Scope | None:
    """Return the scope of who acts now; None when nothing can have been set."""
    return _source() if _source else None
