"""How marks are written."""

from django import template

from xuezuo.study.exams.types import MARK

register = template.Library()


@register.filter
def marks(hundredths: int | None) -> str:
    """Write marks as people do: `{{ result.marks|marks }}`.

    >>> marks(250), marks(10000), marks(None)
    ('2.5', '100', '—')
    """
    return "—" if hundredths is None else f"{hundredths / MARK:g}"
