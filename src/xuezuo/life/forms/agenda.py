"""The agenda as rows: title, who presents, minutes planned, place. Works without JavaScript: spare rows at the end."""

import dataclasses
import uuid
from collections.abc import Sequence

from django.http import QueryDict

from xuezuo.kernel.text import squeeze
from xuezuo.life.types import AgendaPoint
from xuezuo.org.queries.finding import people_found

SPARE = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One line as it is shown or was typed."""

    title: str = ""
    presenter: str = ""
    minutes: str = ""
    uid: str = ""
    place: str = ""


@dataclasses.dataclass(slots=True)
class AgendaForm:
    """An agenda on the screen (`rows`) and, once `read` has seen what was posted, as it is meant (`points`)."""

    rows: list[Row]
    base: int
    points: list[AgendaPoint] = dataclasses.field(default_factory=list)
    errors: list[str] = dataclasses.field(default_factory=list)

    @classmethod
    def of(cls, points: Sequence[AgendaPoint], base: int) -> "AgendaForm":
        """Show these points, and some spare rows."""
        rows = [
            Row(point.title, point.presenter, str(point.minutes or ""), str(point.uid or ""), str(place))
            for place, point in enumerate(points, start=1)
        ]
        return cls(rows + [Row()] * SPARE, base, list(points))

    @classmethod
    def posted(cls, data: QueryDict) -> "AgendaForm":
        """Read what was posted; `errors` says what cannot be used."""
        columns = [data.getlist(name) for name in ("title", "presenter", "minutes", "item", "place")]
        rows = [Row(*(text.strip() for text in row)) for row in zip(*columns, strict=False)]
        base = data.get("base", "")
        form = cls(rows, int(base) if base.isdecimal() else 0)
        meant = sorted((row for row in rows if row.title), key=_place)
        form.points = [form._point(row) for row in meant]
        form.rows += [Row()] * (SPARE - sum(not row.title for row in rows))
        return form

    def add_error(self, _field: None, message: str) -> None:
        """Show what a service refused; the same call as a Django form has."""
        self.errors.append(message)

    @property
    def said(self) -> dict[str, str]:
        """What was typed, to be kept when it cannot be saved."""
        return {f"{name}-{place}": getattr(row, name) for place, row in enumerate(self.rows) for name in Row.__slots__}

    @classmethod
    def from_said(cls, said: dict[str, str], base: int) -> "AgendaForm":
        """Return the form as it was typed (see `said`)."""
        data = QueryDict(mutable=True)
        for place in range(len(said) // len(Row.__slots__)):
            for name in Row.__slots__:
                data.appendlist("item" if name == "uid" else name, said[f"{name}-{place}"])
        data["base"] = str(base)
        return cls.posted(data)

    def _point(self, row: Row) -> AgendaPoint:
        title, minutes = squeeze(row.title), None
        if row.minutes:
            minutes = int(row.minutes) if row.minutes.isdecimal() else None
            if not minutes:
                self.errors.append(f"议题“{title}”的时长应是分钟数，例如 20。")
        found = people_found(row.presenter) if row.presenter else []
        member = found[0] if len(found) == 1 else None
        name = member.name if member else row.presenter
        try:
            uid = uuid.UUID(row.uid) if row.uid else None
        except ValueError:
            uid = None
        return AgendaPoint(title, name, member.pk if member else None, minutes, uid)


def _place(row: Row) -> tuple[float, bool]:
    """Sort by the number typed, rows without one last; a new number goes before the row that had it."""
    try:
        return float(row.place), bool(row.uid)
    except ValueError:
        return float("inf"), False
