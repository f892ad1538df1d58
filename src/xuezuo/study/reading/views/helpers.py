"""What the views of reading share."""

import contextlib
from collections.abc import Iterator

from django.contrib import messages

from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.platform.http import HttpRequest


@contextlib.contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Show what a service refuses as a notice on the page that follows."""
    try:
        yield
    except DomainError as error:
        if error.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        messages.error(request, error.message)
