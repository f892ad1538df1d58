"""What logs must not hold: addresses that are keys."""

import logging
import re
from typing import Final

_CALENDAR: Final = re.compile(r"(/life/calendars/)[^/\s]+(\.ics)")


class WithoutSecrets(logging.Filter):
    """Leaves the secret of a calendar's address out of what is logged about a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, with the secret replaced by dots."""
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(one) for one in record.args)
        record.msg = _hidden(record.msg)
        return True


def _hidden(value: object) -> object:
    return _CALENDAR.sub(r"\1…\2", value) if isinstance(value, str) else value
