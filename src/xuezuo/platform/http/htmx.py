"""What htmx 4 tells about its request.

htmx 4 sends `HX-Target` and `HX-Source` as `tag#id` (`tbody#rows`), the id percent-encoded; version 2 sent the bare
id. `HX-Request-Type` is `full` when the body is the target or `hx-select` picks from the page, else `partial`.
"""

import dataclasses
from typing import Self
from urllib.parse import unquote

from django.http import HttpRequest as DjangoRequest


@dataclasses.dataclass(frozen=True, slots=True)
class HtmxDetails:
    """The htmx headers of one request; falsy when htmx did not send it.

    Attributes:
        is_htmx: the request comes from htmx.
        wants_full: htmx asks for a whole page (target is the body, or `hx-select`), or restores history.
        target: id of the element to be replaced, without its tag; empty when it has none.
        source: id of the element that asked, without its tag; empty when it has none.
        current_url: address in the browser's bar.
    """

    is_htmx: bool = False
    wants_full: bool = False
    target: str = ""
    source: str = ""
    current_url: str = ""

    def __bool__(self) -> bool:
        return self.is_htmx

    @classmethod
    def of(cls, request: DjangoRequest) -> Self:
        """Read the headers of `request`."""
        headers = request.headers
        if headers.get("HX-Request") != "true":
            return cls()
        return cls(
            is_htmx=True,
            wants_full=headers.get("HX-Request-Type") == "full" or "HX-History-Restore-Request" in headers,
            target=element_id(headers.get("HX-Target", "")),
            source=element_id(headers.get("HX-Source", "")),
            current_url=headers.get("HX-Current-URL", ""),
        )


def element_id(identifier: str) -> str:
    """Return the id of htmx's `tag#id`.

    >>> element_id("tbody#rows"), element_id("form"), element_id("div#%E8%A1%8C")
    ('rows', '', '行')
    """
    return unquote(identifier.partition("#")[2])
