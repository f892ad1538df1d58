"""What rooms above add to a meeting: on its page, and in its minutes.

A room above registers a function in its app's `ready()`; this room never knows which. Example:

    add_panel("votes", votes_panel)
"""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Final

from xuezuo.life.models import Activity
from xuezuo.platform.access import Actor


@dataclasses.dataclass(frozen=True, slots=True)
class PanelLink:
    """Where the panel leads: words and address, as far as this asker may go."""

    label: str
    href: str


@dataclasses.dataclass(frozen=True, slots=True)
class Panel:
    """A section about a meeting, made for one asker.

    Attributes:
        title: its heading, on the page and in the minutes.
        lines: plain sentences, in order; what the minutes print too. Nothing that this asker may not see.
        links: for the page only.
    """

    title: str
    lines: tuple[str, ...] = ()
    links: tuple[PanelLink, ...] = ()


type PanelOf = Callable[[Actor, Activity, dt.date], Panel | None]

_PANELS: Final[dict[str, PanelOf]] = {}


def add_panel(name: str, panel_of: PanelOf) -> None:
    """Register a function that says what another room knows of a meeting; the same name again replaces it.

    It is called for every meeting shown, with an asker who came through the meeting's door: one or two queries at most,
    None where it has nothing to say.
    """
    _PANELS[name] = panel_of


def panels_of(actor: Actor, activity: Activity, on: dt.date) -> list[Panel]:
    """Return what rooms above say of the meeting to this asker, by the names under which they registered."""
    found = (_PANELS[name](actor, activity, on) for name in sorted(_PANELS))
    return [panel for panel in found if panel is not None]


def minutes_lines(actor: Actor, activity: Activity, on: dt.date) -> list[tuple[str, tuple[str, ...]]]:
    """Return heading and lines of each panel that has lines: what printed minutes and documents add."""
    return [(panel.title, panel.lines) for panel in panels_of(actor, activity, on) if panel.lines]
