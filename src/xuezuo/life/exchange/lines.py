"""One line of a JSON Lines file of deeds: read, every fault named, what is readable kept for the further checks."""

import dataclasses
import datetime as dt
import json
import uuid
from typing import Final

from xuezuo.kernel.dates import parse_civil_date
from xuezuo.life.deeds import TALK_KIND_PREFIX
from xuezuo.life.exchange.findings import Report
from xuezuo.life.types import MAX_MINUTES, ActivityKind, AttendanceStatus, TalkPair

KINDS: Final = frozenset(ActivityKind.values)
TALK_KINDS: Final = frozenset(TALK_KIND_PREFIX + pair for pair in TalkPair.values)
STATUSES: Final = frozenset(AttendanceStatus.values)
FIELDS: Final = frozenset(
    [
        "id",
        "kind",
        "unit",
        "date",
        "minutes",
        "parts",
        "lecturer",
        "topic",
        "recorded_on",
        "attendance",
        "place",
        "lecturer_note",
        "asks",
    ]
)
LONGEST: Final = {"unit": 40, "lecturer": 40, "topic": 200, "place": 120, "lecturer_note": 80}


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """One line of a deed's attendance."""

    number: str
    status: str
    reason: str = ""


@dataclasses.dataclass(slots=True)
class DeedLine:
    """A deed as a file says it. What could not be read is None; then the report holds an error about it.

    `rest` is what members of the roster did who are not listed: absent by the contract, present if the file says so.
    `asks` None = not said.
    """

    row: int
    id: uuid.UUID | None = None
    kind: str | None = None
    unit: str | None = None
    date: dt.date | None = None
    minutes: int | None = None
    parts: tuple[str, ...] = ()
    lecturer: str | None = None
    topic: str = ""
    recorded_on: dt.date | None = None
    place: str = ""
    lecturer_note: str = ""
    asks: tuple[uuid.UUID, ...] | None = None
    rest: str = AttendanceStatus.ABSENT
    people: list[Person] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(slots=True)
class Reader:
    """Reads lines into `report`; `today` is the civil day beyond which nothing can have happened.

    `places` says for a workbook in which row a line of attendance stands: (row of the deed, place) -> row.
    """

    report: Report
    today: dt.date
    sheet: str = ""
    places: dict[tuple[int, int], int] = dataclasses.field(default_factory=dict)

    def read(self, row: int, text: str | bytes) -> DeedLine | None:
        """Return the deed of line `row`; None when the line is no JSON object at all."""
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            self.report.add("line_unreadable", (self.sheet, row, ""))
            return None
        return self.deed(row, found)

    def deed(self, row: int, found: dict[str, object]) -> DeedLine:
        """Return the deed that a JSON object says."""
        for name in found.keys() - FIELDS:
            self.fault("field_unknown", row, name)
        line = DeedLine(row)
        line.id, line.kind = self._id(row, found.get("id")), self._kind(row, found.get("kind"))
        line.unit = self._text(row, "unit", found.get("unit"), required=True) or None
        line.date = self._date(row, "date", found.get("date"), required=True)
        line.recorded_on = self._date(row, "recorded_on", found.get("recorded_on"))
        line.minutes = self._minutes(row, found.get("minutes"))
        line.lecturer = self._text(row, "lecturer", found.get("lecturer")) or None
        line.topic = self._text(row, "topic", found.get("topic"))
        line.place = self._text(row, "place", found.get("place"))
        line.lecturer_note = self._text(row, "lecturer_note", found.get("lecturer_note"))
        line.parts = self._parts(row, found.get("parts"), line.kind)
        line.asks = self._asks(row, found.get("asks"))
        line.people = self._people(row, found.get("attendance"))
        self.check(line)
        return line

    def check(self, line: DeedLine) -> None:
        """Name what does not fit together within the line."""
        row = line.row
        if line.date and line.date > self.today:
            self.fault("date_future", row, "date", line.date, today=self.today)
        if line.recorded_on and line.recorded_on > self.today:
            self.fault("recorded_future", row, "recorded_on", line.recorded_on, today=self.today)
        elif line.recorded_on and line.date and line.recorded_on < line.date <= self.today:
            self.fault("recorded_before_date", row, "recorded_on", line.recorded_on)
        if line.kind == ActivityKind.LECTURE and not line.lecturer and not line.lecturer_note:
            self.fault("lecturer_missing", row, "lecturer")
        if line.kind in TALK_KINDS and [person.status for person in line.people] != [AttendanceStatus.PRESENT] * 2:
            self.fault("talk_two_people", row, "attendance", len(line.people))

    def fault(self, code: str, row: int, column: str, value: object = "", **params: object) -> None:
        """Note a fault of the line."""
        self.report.add(code, (self.sheet, row, column), value, **params)

    def _id(self, row: int, value: object) -> uuid.UUID | None:
        if value in (None, ""):
            self.fault("value_missing", row, "id")
            return None
        try:
            return uuid.UUID(str(value))
        except ValueError:
            self.fault("id_invalid", row, "id", value)
            return None

    def _kind(self, row: int, value: object) -> str | None:
        if value in (None, ""):
            self.fault("value_missing", row, "kind")
        elif isinstance(value, str) and (value in KINDS or value in TALK_KINDS):
            return value
        else:
            self.fault("kind_unknown", row, "kind", value)
        return None

    def _text(self, row: int, column: str, value: object, *, required: bool = False) -> str:
        if value is not None and not isinstance(value, str):
            self.fault("value_type", row, column, value, expected="文本")
            return ""
        text = storable(value or "")
        if required and not text:
            self.fault("value_missing", row, column)
        if len(text) > LONGEST[column]:
            self.fault("value_too_long", row, column, text, longest=LONGEST[column])
            return ""
        return text

    def _date(self, row: int, column: str, value: object, *, required: bool = False) -> dt.date | None:
        if value in (None, ""):
            if required:
                self.fault("value_missing", row, column)
            return None
        try:
            return parse_civil_date(str(value))
        except ValueError:
            self.fault("date_invalid", row, column, value)
            return None

    def _minutes(self, row: int, value: object) -> int | None:
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MAX_MINUTES):
            return value
        self.fault("minutes_invalid", row, "minutes", value)
        return None

    def _parts(self, row: int, value: object, kind: str | None) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            self.fault("value_type", row, "parts", expected="列表")
            return ()
        found: list[str] = []
        for place, part in enumerate(value):
            if not isinstance(part, str) or part not in KINDS:
                self.fault("part_unknown", row, f"parts[{place}]", part)
            elif part in found or part == kind:
                self.fault("part_repeated", row, f"parts[{place}]", part)
            else:
                found.append(part)
        return tuple(sorted(found))

    def _asks(self, row: int, value: object) -> tuple[uuid.UUID, ...] | None:
        if value is None:
            return None
        if not isinstance(value, list):
            self.fault("value_type", row, "asks", expected="列表")
            return None
        found: set[uuid.UUID] = set()
        for place, ask in enumerate(value):
            try:
                found.add(uuid.UUID(str(ask)))
            except ValueError:
                self.fault("id_invalid", row, f"asks[{place}]", ask)
        return tuple(sorted(found))

    def _people(self, row: int, value: object) -> list[Person]:
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault("value_type", row, "attendance", expected="列表")
            return []
        found, seen = [], set()
        for place, entry in enumerate(value):
            person = self._person(row, place, entry)
            if person is None:
                continue
            if person.number in seen:
                self.fault("member_repeated", row, f"attendance[{place}].member", person.number)
            seen.add(person.number)
            found.append(person)
        return found

    def _person(self, row: int, place: int, entry: object) -> Person | None:
        column = f"attendance[{place}]"
        if not isinstance(entry, dict):
            self.fault("value_type", row, column, expected="对象")
            return None
        number, status, reason = entry.get("member"), entry.get("status"), entry.get("reason") or ""
        if not isinstance(number, str) or not number.strip():
            self.fault("value_missing", row, f"{column}.member")
            return None
        if not isinstance(status, str) or status not in STATUSES:
            self.fault("status_unknown", row, f"{column}.status", status)
            return None
        if not isinstance(reason, str) or len(reason) > 100:
            self.fault("value_too_long", row, f"{column}.reason", longest=100)
            return None
        kept = "" if status == AttendanceStatus.PRESENT else storable(reason)
        return Person(storable(number), status, kept)


def storable(text: str) -> str:
    """Return the text as PostgreSQL can keep it: without NUL, lone surrogates replaced, no blanks around."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8").strip()
