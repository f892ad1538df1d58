"""What the views of this app share."""

from xuezuo.platform.http import HttpRequest


def status_of(request: HttpRequest) -> int:
    """Return the status of a page that shows its form again."""
    return 400 if request.method == "POST" else 200
