"""What the views of this app share."""

from xuezuo.platform.http import HttpRequest


def year_of(request: HttpRequest, fallback: int) -> int:
    """Return the year that the address names, else the fallback."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else fallback
