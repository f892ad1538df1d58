"""Errors that a person can act on.

One subclass per broken rule lives in an app's `errors.py`. A message says what happened, why it matters and what to
do next; it never holds a member's name, number or phone.
"""

from enum import Enum
from typing import ClassVar


class Kind(Enum):
    """How the outside world sees an error; the value is the HTTP status."""

    INVALID = 400
    FORBIDDEN = 403
    NOT_FOUND = 404
    CONFLICT = 409


class DomainError(Exception):
    """A use case that could not be carried out, with a stable code and a message for the person who asked.

    Class attributes:
        code: stable, dotted, documented; programs may rely on it.
        kind: what the web makes of it.
        template: Chinese message; `{name}` places are filled from `params`.
    """

    code: ClassVar[str] = "error"
    kind: ClassVar[Kind] = Kind.INVALID
    template: ClassVar[str] = "操作未完成。"

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The message in Chinese, filled in."""
        return self.template.format(**self.params)


class NotFound(DomainError):
    """The thing does not exist, or the asker may not know that it does."""

    code = "not_found"
    kind = Kind.NOT_FOUND
    template = "没有找到您要的内容。它可能不存在，或不在您的工作范围内。"


class Forbidden(DomainError):
    """The asker may see the thing but not do this to it."""

    code = "forbidden"
    kind = Kind.FORBIDDEN
    template = "您不能进行这项操作：{reason}"
