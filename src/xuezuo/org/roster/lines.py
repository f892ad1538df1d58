"""Raw rows to typed lines, with the faults of single cells noted.

A field that was empty is None (or `()`); one that could not be read is None too and named in `broken`, so that later
checks neither use it nor report its consequences: one finding per fault.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import Final, cast

from xuezuo.org.roster.cells import Cell, CellFault, PostWord, Value, has_control
from xuezuo.org.roster.columns import HEADERS, Column
from xuezuo.org.roster.findings import CODES, Level, Report, mask_personal, mask_plain
from xuezuo.org.roster.reader import Table

_NOTHING: Final[frozenset[str]] = frozenset()
_MEMORY: Final = 20_000
_TICK: Final = 5_000
_FORMULA_ERRORS: Final = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})

type Tick = Callable[[int], None]
"""Told now and then how many rows there were so far."""


@dataclasses.dataclass(slots=True)
class UnitLine:
    """A row of 党组织."""

    row: int
    broken: frozenset[str] = _NOTHING
    code: str | None = None
    name: str | None = None
    parent: str | None = None
    kind: str | None = None
    unit_type: str | None = None
    founded: dt.date | None = None
    dissolved: dt.date | None = None


@dataclasses.dataclass(slots=True)
class MemberLine:
    """A row of 党员."""

    row: int
    broken: frozenset[str] = _NOTHING
    number: str | None = None
    name: str | None = None
    sex: str | None = None
    nation: str | None = None
    born: dt.date | None = None
    id_number: str | None = None
    education: str | None = None
    phone: str | None = None
    unit: str | None = None
    stage: str | None = None
    joined: dt.date | None = None
    full: dt.date | None = None
    kind: str | None = None
    start: dt.date | None = None
    posts: tuple[PostWord, ...] | None = None
    post_start: dt.date | None = None
    begins: dt.date | None = None
    """Start of the affiliation: `start`, else the later of `joined` and the unit's founding (set by the checks)."""


def _text_fault(column: Column, text: str) -> str:
    """Return the code of what makes a text unreadable whatever the column: blank though required, a formula's error."""
    if not text.strip():
        return "value_missing" if column.required else ""
    return "cell_error" if text in _FORMULA_ERRORS else ""


def shown(column: Column, cell: object) -> str:
    """Return the value of a cell as the report shows it: masked when the column is personal."""
    text = "" if cell is None else str(cell)
    return mask_personal(text) if column.is_personal else mask_plain(text)


class LineReader[L: (UnitLine, MemberLine)]:
    """Reads one table into lines; remembers parsed values, since most columns repeat few of them."""

    def __init__(self, table: Table, report: Report, today: dt.date, make: Callable[[int], L], tick: Tick) -> None:
        self._table = table
        self._report = report
        self._today = today
        self._make: Callable[[int], L] = make
        self._tick = tick
        self._memory: dict[str, dict[Cell, Value]] = {column.key: {} for column, _ in table.layout}
        self._numbers: dict[str, tuple[int, int, str]] = {}

    def lines(self) -> Iterator[L]:
        """Give a line for every row that is not empty; counts them in the report."""
        layout = [(column, index, self._memory[column.key]) for column, index in self._table.layout]
        for row, cells in self._table.rows():
            width = len(cells)
            if not any(cell not in ("", None) for cell in cells):
                continue
            self._report.rows += 1
            if not self._report.rows % _TICK:
                self._tick(self._report.rows)
            line = self._make(row)
            for column, index, memory in layout:
                cell = cells[index] if index < width else ""
                if cell in ("", None):
                    if column.required:
                        self._broken(line, column, "value_missing", cell)
                elif (value := memory.get(cell)) is not None and not isinstance(cell, int | float):
                    setattr(line, column.key, value)
                else:
                    self._read(line, column, cell)
            yield line
        self._report_numbers()

    def _read(self, line: L, column: Column, cell: Cell) -> None:
        is_clean = False
        if isinstance(cell, str):
            if fault := _text_fault(column, cell):
                self._broken(line, column, fault, cell)
                return
            is_clean = not has_control(cell)
            if not cell.strip():
                return
        value = self._parsed(line, column, cell)
        if value is None:
            return
        if isinstance(cell, str) and not is_clean:
            self._add("control_characters", line.row, column, cell)
        elif is_clean and not column.is_unique and len(memory := self._memory[column.key]) < _MEMORY:
            memory[cell] = value
        setattr(line, column.key, value)

    def _parsed(self, line: L, column: Column, cell: Cell) -> Value | None:
        """Return the value; None when it is faulty (noted)."""
        try:
            value = column.parse(cell)
        except CellFault as fault:
            self._broken(line, column, fault.code, cell, fault.params)
            return None
        if self._is_wrong(line, column, value):
            return None
        if column.numbers == "text" and isinstance(cell, int | float):
            self._note_number(line.row, column, cell)
        return value

    def _is_wrong(self, line: L, column: Column, value: Value) -> bool:
        if isinstance(value, str) and len(value) > column.longest:
            self._broken(line, column, "value_too_long", value, {"longest": column.longest})
            return True
        if isinstance(value, dt.date) and value > self._today:
            self._broken(line, column, "date_future", value, {"today": self._today.isoformat()})
            return True
        return False

    def _broken(
        self, line: L, column: Column, code: str, cell: object, params: dict[str, object] | None = None
    ) -> None:
        self._add(code, line.row, column, cell, params)
        if CODES[code].level is Level.ERROR:
            line.broken = line.broken | {column.key}

    def _add(self, code: str, row: int, column: Column, cell: object, params: dict[str, object] | None = None) -> None:
        place = (self._table.name, row, column.header)
        self._report.add(code, place, shown(column, cell), **(params or {}))

    def _note_number(self, row: int, column: Column, cell: Cell) -> None:
        first, count, value = self._numbers.get(column.key, (row, 0, shown(column, cell)))
        self._numbers[column.key] = (first, count + 1, value)

    def _report_numbers(self) -> None:
        headers = HEADERS[self._table.name]
        for key, (row, count, value) in self._numbers.items():
            self._report.add("number_cell", (self._table.name, row, headers[key]), value, count=count)


def unit_lines(table: Table, report: Report, today: dt.date, tick: Tick) -> list[UnitLine]:
    """Read 党组织; cell faults go into the report, `tick` hears of every 5,000th row."""
    return list(LineReader(table, report, today, UnitLine, tick).lines())


def member_lines(table: Table, report: Report, today: dt.date, tick: Tick) -> list[MemberLine]:
    """Read 党员; cell faults go into the report."""
    return list(LineReader(table, report, today, MemberLine, tick).lines())


def cells_of(line: UnitLine | MemberLine, keys: Sequence[str]) -> tuple[object, ...]:
    """Return some fields of a line, in the order of `keys`."""
    return tuple(cast("object", getattr(line, key)) for key in keys)
