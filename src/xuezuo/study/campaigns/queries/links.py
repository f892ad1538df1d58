"""What rooms above have to say of a campaign: links on its page and on the pages of its rounds of checking.

A room above registers a function in its app's `ready()`; this room never knows which. Example:

    add_links("assessments", survey_links)
"""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Final

from xuezuo.platform.access import Actor
from xuezuo.study.campaigns.models import CampaignRun


@dataclasses.dataclass(frozen=True, slots=True)
class CampaignLink:
    """One link: what it is called, where it leads, how it stands."""

    label: str
    href: str
    note: str = ""


type LinksOf = Callable[[Actor, CampaignRun, dt.date], list[CampaignLink]]

_LINKS: Final[dict[str, LinksOf]] = {}


def add_links(name: str, links_of_run: LinksOf) -> None:
    """Register a function that says what another room knows of a campaign; the same name again replaces it.

    It is asked for every campaign shown, with an asker who came through the campaign's door: one or two queries at
    most, and nothing that this asker may not open.
    """
    _LINKS[name] = links_of_run


def links_of(actor: Actor, run: CampaignRun, on: dt.date) -> list[CampaignLink]:
    """Return what rooms above say of the campaign to this asker."""
    return [link for name in sorted(_LINKS) for link in _LINKS[name](actor, run, on)]
