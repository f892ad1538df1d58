"""What every page needs: navigation, person, text size."""

import dataclasses
import functools

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from xuezuo.org.queries.identity import Person
from xuezuo.org.queries.secrets import holds_secret
from xuezuo.platform.access import ANONYMOUS
from xuezuo.web.navigation import ACCOUNT_ITEMS, ITEMS, MORE_ITEMS, QUICK_ITEMS, Link, find_place, links, may_open

TEXT_SIZE_COOKIE = "xuezuo_text"
TEXT_SIZES = ("normal", "large")
NOBODY = Person(ANONYMOUS)


@dataclasses.dataclass(frozen=True, slots=True)
class Shell:
    """The frame of the page.

    Attributes:
        text_size: normal | large.
        here: the address of the page, to come back to; without what was asked when that should stay secret.
        is_known: somebody is logged in.
        person: how the header names the person.
        unit: the unit the person works for today; empty when there is none.
        nav: places of the main navigation; empty for strangers.
        more: places that are needed less often.
        quick: what is done most often; only on the home page.
        account_links: places of the person's menu.
        search_url: where the search box leads; empty while there is no search.
        has_search_open: the search box stands on the page on a phone too.
        query: words in the search box.
    """

    text_size: str
    here: str = "/"
    is_known: bool = False
    person: str = ""
    unit: str = ""
    nav: tuple[Link, ...] = ()
    more: tuple[Link, ...] = ()
    quick: tuple[Link, ...] = ()
    account_links: tuple[Link, ...] = ()
    search_url: str = ""
    has_search_open: bool = False
    query: str = ""

    @property
    def wide_nav(self) -> SafeString:
        """The navigation under the head of the page."""
        return rendered("web/_navigation_wide.html", self.nav, self.more)

    @property
    def tab_bar(self) -> SafeString:
        """The bar of tabs of a phone, with everything behind the last one."""
        return rendered("web/_navigation_tabs.html", self.nav, self.more)


@functools.lru_cache(maxsize=512)
def rendered(template: str, nav: tuple[Link, ...], more: tuple[Link, ...]) -> SafeString:
    """Render a navigation: the same one for all people with the same posts on the same page, half of every page."""
    return render_to_string(template, {"nav": nav, "more": more, "tabs": [link for link in nav if link.is_tab]})


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: `shell`."""
    size = text_size(request)
    person: Person = getattr(request, "person", NOBODY)
    if person.actor.is_anonymous:
        return {"shell": Shell(text_size=size, here=_here(request))}
    search_url, access = find_place("web:search")
    if not may_open(person.actor, access):
        search_url = ""
    return {
        "shell": Shell(
            text_size=size,
            here=_here(request),
            is_known=True,
            person=person.name or request.user.get_username(),
            unit=person.unit_name,
            nav=links(ITEMS, request.path, person.actor),
            more=links(MORE_ITEMS, request.path, person.actor),
            quick=links(QUICK_ITEMS, request.path, person.actor) if request.path == "/" else (),
            account_links=links(ACCOUNT_ITEMS, request.path, person.actor),
            search_url=search_url,
            has_search_open=request.path in {"/", search_url},
            query=_words(request) if request.path == search_url else "",
        )
    }


def text_size(request: HttpRequest) -> str:
    """Return the text size that the person chose on this device."""
    size = request.COOKIES.get(TEXT_SIZE_COOKIE, "")
    return size if size in TEXT_SIZES else TEXT_SIZES[0]


def _here(request: HttpRequest) -> str:
    """Return the address of the page as it may be repeated in it."""
    return request.path if holds_secret(request.GET.get("q", "")) else request.get_full_path()


def _words(request: HttpRequest) -> str:
    """Return what was searched for, except a number that should stay secret."""
    text = request.GET.get("q", "")
    return "" if holds_secret(text) else text
