"""Django's own errors as our pages; what services refuse is handled by `platform.http`."""

import sys
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse

from xuezuo.platform.access import public
from xuezuo.platform.http.middleware import error_response


def bad_request(request: HttpRequest, *_exception: object, **_details: object) -> HttpResponse:
    """Answer 400."""
    return error_response(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, *_exception: object, **_details: object) -> HttpResponse:
    """Answer 403."""
    return error_response(request, HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, *_exception: object, **_details: object) -> HttpResponse:
    """Answer 404."""
    return error_response(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when the database is gone (then even finding out who asks fails, before any view)."""
    is_lost = isinstance(sys.exception(), OperationalError)
    return error_response(request, HTTPStatus.SERVICE_UNAVAILABLE if is_lost else HTTPStatus.INTERNAL_SERVER_ERROR)


@public
def csrf_failure(request: HttpRequest, *_exception: object, **_details: object) -> HttpResponse:
    """Answer a form whose token is missing or too old."""
    message = "页面打开时间过长，或浏览器没有接受 Cookie，提交的内容没有保存。请返回上一页刷新后重新提交。"
    return error_response(request, HTTPStatus.FORBIDDEN, message=message, code="csrf")
