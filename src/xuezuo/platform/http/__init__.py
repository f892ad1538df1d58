"""HTTP helpers shared by all views: typed requests, partials, paging, errors as pages.

A view takes `request: HttpRequest` from here (it has `.actor` and `.htmx`), reads one query or calls one service, and
answers with `render_partial` or a redirect. What a service refuses (`kernel.errors.DomainError`) needs no handling in
the view: the middleware makes a page of it, or a notice when htmx asked.
"""

from xuezuo.platform.http.downloads import download, download_written, kept
from xuezuo.platform.http.forms import form_page, refusals_onto, refusals_told
from xuezuo.platform.http.htmx import HtmxDetails
from xuezuo.platform.http.paging import Page, page_number, paginate
from xuezuo.platform.http.partials import render_partial
from xuezuo.platform.http.requests import HttpRequest, year_asked
from xuezuo.platform.http.workers import worker_response

__all__ = [
    "HtmxDetails",
    "HttpRequest",
    "Page",
    "download",
    "download_written",
    "form_page",
    "kept",
    "page_number",
    "paginate",
    "refusals_onto",
    "refusals_told",
    "render_partial",
    "worker_response",
    "year_asked",
]
