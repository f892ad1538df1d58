"""Htmx headers, partials, paging, refusals as pages."""

import pytest
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory

from xuezuo.kernel.errors import DomainError, Forbidden, Kind, NotFound
from xuezuo.platform.http import HtmxDetails, page_number, paginate, render_partial, year_asked
from xuezuo.platform.http.middleware import DomainErrorMiddleware, error_response
from xuezuo.platform.http.paging import LAST_PAGE

HTMX = {"HX-Request": "true"}


class Clash(DomainError):
    """A rule that is broken on purpose."""

    code = "test.clash"
    kind = Kind.CONFLICT
    template = "已有 {count} 条。"


def get(path="/", **headers):
    return RequestFactory().get(path, headers=headers)


@pytest.mark.parametrize(
    ("asked", "year"),
    [
        ("2024", 2024),
        ("", 2026),
        ("1999", 2026),
        ("2101", 2026),
        ("二〇二四", 2026),
        ("２０２４", 2026),
        ("9" * 9000, 2026),
    ],
)
def test_the_year_of_an_address(asked, year):
    assert year_asked(RequestFactory().get("/", {"year": asked}), 2026) == year


def test_targets_and_sources_lose_their_tag():
    details = HtmxDetails.of(
        get(**HTMX, **{"HX-Target": "tbody#rows", "HX-Source": "form", "HX-Request-Type": "partial"})
    )
    assert (bool(details), details.target, details.source, details.wants_full) == (True, "rows", "", False)
    assert not HtmxDetails.of(get(**{"HX-Target": "tbody#rows"}))


TEMPLATE = "<main>{% partialdef rows inline %}<i>{{ x }}</i>{% endpartialdef %}</main>"


@pytest.fixture
def page(settings):
    """A page with a fragment, under the name p.html."""
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"p.html": TEMPLATE})]},
        }
    ]


def refuse(error: Exception):
    return DomainErrorMiddleware(HttpResponse).process_exception(get(), error)


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize(
    ("headers", "answer"),
    [
        ({}, "<main><i>1</i></main>"),
        ({**HTMX, "HX-Target": "div#rows"}, "<i>1</i>"),
        ({**HTMX, "HX-Target": "div#other"}, "<main><i>1</i></main>"),
        ({**HTMX, "HX-Target": "body#rows", "HX-Request-Type": "full"}, "<main><i>1</i></main>"),
        ({**HTMX, "HX-Target": "div#rows", "HX-History-Restore-Request": "true"}, "<main><i>1</i></main>"),
    ],
)
def test_the_target_chooses_page_or_fragment(headers, answer):
    response = render_partial(get(**headers), "p.html", {"x": 1}, target="rows")
    assert response.content.decode() == answer
    assert response.headers["Vary"] == "HX-Request, HX-Target"


@pytest.mark.parametrize(
    ("text", "number"), [("", 1), ("3", 3), ("0", 1), ("-2", 1), ("x", 1), ("٣", 1), ("99999", LAST_PAGE)]
)
def test_odd_page_numbers_are_page_one(text, number):
    assert page_number(get(f"/?page={text}")) == number


def test_pages_cut_a_list_without_loss():
    rows = list(range(65))
    pages = [paginate(rows, number) for number in (1, 2, 3)]
    assert [row for page in pages for row in page] == rows
    assert [(p.first_row, p.last_row, p.has_previous, p.has_next, len(p)) for p in pages] == [
        (1, 30, False, True, 30),
        (31, 60, True, True, 30),
        (61, 65, True, False, 5),
    ]
    assert paginate(rows, 4) == pages[2]  # the list grew shorter meanwhile: the last page, not an empty one
    assert paginate([], 4).total == 0
    assert paginate(rows, 1).total == 65
    assert paginate(rows, 1, count=False).total is None


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (Clash(count=2), 409, "已有 2 条。"),
        (NotFound(), 404, "没有找到"),
        (Forbidden(reason="不是书记。"), 403, "不是书记。"),
        (OperationalError(), 503, "维护"),
    ],
)
def test_refusals_become_pages(error, status, words):
    response = refuse(error)
    assert response.status_code == status
    assert words in response.content.decode()


def test_who_opens_the_address_of_a_deed_gets_a_page():
    response = DomainErrorMiddleware(lambda _: HttpResponseNotAllowed(["POST"]))(get("/deed/start/"))

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "这个地址只接收提交" in response.content.decode()


@pytest.mark.parametrize(
    ("seen", "leads_to"),
    [
        ("http://testserver/deed/?page=2", 'href="/deed/?page=2">返回上一页'),
        ("https://elsewhere.invalid/deed/", 'href="/deed/">返回上一页'),  # the path alone
        ("https://testserver//elsewhere.invalid/", ""),
        ("http://testserver/deed/start/", ""),  # the address of the deed itself
        ("", ""),
    ],
)
def test_a_refused_deed_leads_back_to_its_page(seen, leads_to):
    request = RequestFactory().post("/deed/start/", headers={"Referer": seen})
    page = error_response(request, 400, message="人数不够。").content.decode()

    assert ("返回上一页</a>" in page) is bool(leads_to)
    assert leads_to in page
    assert "回到首页" in page


def test_other_errors_are_not_ours():
    assert refuse(ValueError()) is None


def test_a_message_is_text_and_never_markup():
    text = error_response(get(**HTMX), 400, message="<b>x</b>").content.decode()
    assert "&lt;b&gt;" in text
