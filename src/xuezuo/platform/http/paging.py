"""Pages of long lists: one row more than shown is read, a count is never taken beyond a cap."""

import dataclasses
from collections.abc import Iterator, Sequence

from django.db.models import Model, QuerySet
from django.http import HttpRequest as DjangoRequest

PER_PAGE = 30
LAST_PAGE = 500  # an offset reads and throws away what lies before it: beyond this, people should search
COUNT_CAP = 10_000


@dataclasses.dataclass(frozen=True, slots=True)
class Page[Row]:
    """One page of a list.

    Attributes:
        rows: what is shown, in the order of the list.
        number: of this page, from 1.
        has_next: there is a further page.
        total: rows of the whole list; None when nobody counted.
        is_capped: `total` is a floor ("more than 10,000").
        per_page: rows on a full page.
    """

    rows: Sequence[Row]
    number: int
    has_next: bool
    total: int | None = None
    is_capped: bool = False
    per_page: int = PER_PAGE

    @property
    def has_previous(self) -> bool:
        """There is an earlier page."""
        return self.number > 1

    @property
    def first_row(self) -> int:
        """Number of the first row shown, from 1; 0 for an empty list."""
        return (self.number - 1) * self.per_page + 1 if self.rows else 0

    @property
    def last_row(self) -> int:
        """Number of the last row shown."""
        return max(self.first_row + len(self.rows) - 1, 0)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def page_number(request: DjangoRequest, name: str = "page") -> int:
    """Return the page asked for, 1 when it is missing or odd, `LAST_PAGE` at most."""
    text = request.GET.get(name, "")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() else 1


def paginate[Row](
    rows: Sequence[Row] | QuerySet[Model, Row], number: int, *, per_page: int = PER_PAGE, count: bool = True
) -> Page[Row]:
    """Cut one page out of an ordered list: one query for the rows, one for the capped count.

    Args:
        rows: an ordered query set (`values` and `values_list` too) or a list.
        number: page from 1, as `page_number` returns it.
        per_page: rows on a page.
        count: False where the total interests nobody.
    """
    start = (number - 1) * per_page
    found: list[Row] = list(rows[start : start + per_page + 1])
    total = _count(rows) if count else None
    if not found and total and number > 1:  # the list grew shorter, or somebody typed the number: the last page then
        number = min(-(-total // per_page), number - 1)
        found = list(rows[(number - 1) * per_page : number * per_page + 1])
    return Page(
        rows=found[:per_page],
        number=number,
        has_next=len(found) > per_page and number < LAST_PAGE,
        total=None if total is None else min(total, COUNT_CAP),
        is_capped=total is not None and total > COUNT_CAP,
        per_page=per_page,
    )


def _count[Row](rows: Sequence[Row] | QuerySet[Model, Row]) -> int:
    if isinstance(rows, QuerySet):
        return rows.order_by()[: COUNT_CAP + 1].count()
    return len(rows)
