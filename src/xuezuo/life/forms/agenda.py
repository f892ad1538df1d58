"""The agenda as rows: title, what to do with it, who presents, minutes planned, place. Without JavaScript: spare rows.

The same rows serve a meeting, where a person or a post presents, and a template, where a post is chosen from a list.
"""

import dataclasses
import uuid
from collections.abc import Sequence
from typing import ClassVar, Self

from django.http import QueryDict

from xuezuo.kernel.text import squeeze
from xuezuo.life.types import AgendaPoint, ItemKind, Presenter, TemplatePoint
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
    kind: str = ""
    text: str = ""


@dataclasses.dataclass(slots=True)
class Rows[Point]:
    """Points on the screen (`rows`) and, once `posted` has read them, as they are meant (`points`)."""

    rows: list[Row]
    base: int
    points: list[Point] = dataclasses.field(default_factory=list)
    errors: list[str] = dataclasses.field(default_factory=list)

    prefix: ClassVar[str] = ""
    kinds: ClassVar[list[tuple[str, str]]] = [("", "不注明"), *ItemKind.choices]
    posts: ClassVar[list[tuple[str, str]]] = []

    @classmethod
    def of(cls, points: Sequence[Point], base: int) -> Self:
        """Show these points, and some spare rows."""
        rows = [cls._row(point, str(place)) for place, point in enumerate(points, start=1)]
        return cls(rows + [Row()] * SPARE, base, list(points))

    @classmethod
    def posted(cls, data: QueryDict) -> Self:
        """Read what was posted; `errors` says what cannot be used."""
        titles = data.getlist(f"{cls.prefix}title")
        columns = []
        for name in Row.__slots__:
            column = data.getlist(f"{cls.prefix}{'item' if name == 'uid' else name}")
            columns.append([text.strip() for text in column] + [""] * (len(titles) - len(column)))
        rows = [Row(*texts) for texts in zip(*columns, strict=False)]
        base = data.get("base", "")
        form = cls(rows, int(base) if base.isdecimal() else 0)
        form.points = [form._point(row) for row in sorted((row for row in rows if row.title), key=_place)]
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
    def from_said(cls, said: dict[str, str], base: int) -> Self:
        """Return the form as it was typed (see `said`); what was kept before a field came has it empty."""
        data = QueryDict(mutable=True)
        for place in range(sum(name.startswith("title-") for name in said)):
            for name in Row.__slots__:
                key = f"{cls.prefix}{'item' if name == 'uid' else name}"
                data.appendlist(key, said.get(f"{name}-{place}", ""))
        data["base"] = str(base)
        return cls.posted(data)

    @classmethod
    def _row(cls, point: Point, place: str) -> Row:
        raise NotImplementedError

    def _point(self, row: Row) -> Point:
        raise NotImplementedError

    def _minutes(self, row: Row) -> int | None:
        minutes = int(row.minutes) if row.minutes.isdecimal() else None
        if row.minutes and not minutes:
            self.errors.append(f"议题“{squeeze(row.title)}”的时长应是分钟数，例如 20。")
        return minutes


class AgendaForm(Rows[AgendaPoint]):
    """The agenda of a meeting; a row names its item by `uid`."""

    @classmethod
    def _row(cls, point: AgendaPoint, place: str) -> Row:
        minutes, uid = str(point.minutes or ""), str(point.uid or "")
        return Row(point.title, point.presenter, minutes, uid, place, point.kind, point.text)

    def _point(self, row: Row) -> AgendaPoint:
        found = people_found(row.presenter) if row.presenter else []
        member = found[0] if len(found) == 1 else None
        name = member.name if member else row.presenter
        try:
            uid = uuid.UUID(row.uid) if row.uid else None
        except ValueError:
            uid = None
        kind = _of(row.kind, self.kinds)
        return AgendaPoint(
            squeeze(row.title), name, member.pk if member else None, self._minutes(row), uid, kind, row.text
        )


class TemplateRows(Rows[TemplatePoint]):
    """The agenda of a template: who presents is a post of the list."""

    prefix = "point-"
    posts: ClassVar[list[tuple[str, str]]] = [("", "不注明"), *Presenter.choices]

    @classmethod
    def _row(cls, point: TemplatePoint, place: str) -> Row:
        return Row(point.title, point.post, str(point.minutes or ""), "", place, point.kind, point.text)

    def _point(self, row: Row) -> TemplatePoint:
        kind, post = _of(row.kind, self.kinds), _of(row.presenter, self.posts)
        return TemplatePoint(squeeze(row.title), kind, self._minutes(row), post, squeeze(row.text))


def _of(value: str, choices: Sequence[tuple[str, str]]) -> str:
    """Return the value if it can be chosen; a page shows nothing else."""
    return value if value in dict(choices) else ""


def _place(row: Row) -> tuple[float, bool]:
    """Sort by the number typed, rows without one last; a new number goes before the row that had it."""
    try:
        return float(row.place), bool(row.uid)
    except ValueError:
        return float("inf"), False
