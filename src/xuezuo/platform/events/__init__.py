"""Facts in the past tense, told upwards after commit.

An event is a frozen dataclass with ids; a `handlers.py` of a room above subscribes. Losing an event must not break an
invariant: handlers only refresh what can be recomputed or tell people.
"""

from collections.abc import Callable

from django.db import transaction

_handlers: dict[type, list[Callable[[object], None]]] = {}


def subscribe[E](event_type: type[E]) -> Callable[[Callable[[E], None]], Callable[[E], None]]:
    """Register the decorated function for events of exactly `event_type`."""

    def register(handler: Callable[[E], None]) -> Callable[[E], None]:
        _handlers.setdefault(event_type, []).append(handler)  # type: ignore[arg-type]  # keyed by its own type
        return handler

    return register


def publish_on_commit(event: object) -> None:
    """Hand `event` to its handlers once the running transaction is committed; nothing happens on rollback."""
    for handler in _handlers.get(type(event), ()):
        transaction.on_commit(lambda handler=handler: handler(event))  # type: ignore[misc]  # early binding
