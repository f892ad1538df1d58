"""The tree as slow plain Python: for every day a dictionary, walked step by step. The oracle of the property test."""

import dataclasses
import datetime as dt

from xuezuo.org.types import MERGE_KINDS, PARENT_KINDS

FIRST = dt.date(2025, 1, 1)
DAYS = 24
HORIZON = DAYS + 4  # a few days that nothing happens on stand for "for ever"

type Row = tuple[str, str | None, int]  # ancestor, via, depth


def day(index: int) -> dt.date:
    return FIRST + dt.timedelta(days=index)


class Refused(Exception):
    """The slow tree holds the change for impossible."""


@dataclasses.dataclass
class SlowUnit:
    kind: str
    start: int
    end: int | None = None
    steps: dict[int, str | None] = dataclasses.field(default_factory=dict)  # from which day under whom
    names: dict[int, str] = dataclasses.field(default_factory=dict)
    heir: str | None = None
    changed: list[int] = dataclasses.field(default_factory=list)
    received: list[int] = dataclasses.field(default_factory=list)

    def is_alive(self, on: int) -> bool:
        return self.start <= on and (self.end is None or on < self.end)


def at[T](steps: dict[int, T], on: int) -> T:
    return steps[max(key for key in steps if key <= on)]


class SlowTree:
    def __init__(self) -> None:
        self.units: dict[str, SlowUnit] = {}
        self.homes: dict[str, dict[int, str]] = {}  # member -> from which day where

    def parent(self, code: str, on: int) -> str | None:
        unit = self.units[code]
        return at(unit.steps, on) if unit.is_alive(on) else None

    def stand_in(self, code: str, on: int) -> str:
        """Who carries on for the unit on the day."""
        while not self.units[code].is_alive(on):
            follower = self.units[code].heir
            if follower is None or on < self.units[code].start:
                raise Refused
            code = follower
        return code

    def above(self, code: str, on: int) -> list[Row]:
        rows: list[Row] = []
        via, here, depth = None, code, 0
        while True:
            rows.append((here, via, depth))
            if depth > len(self.units):
                raise Refused
            up = self.parent(here, on)
            if up is None:
                return rows
            via, here, depth = here, up, depth + 1

    def place(self, code: str, on: int) -> list[Row]:
        """Where a unit stands in the tree of one day, whether it exists on it or not."""
        unit = self.units[code]
        if unit.is_alive(on):
            return self.above(code, on)
        if unit.end is not None and unit.end <= on:
            if unit.heir:
                return self.place(unit.heir, on)
            up = at(unit.steps, unit.end - 1)
        else:
            up = at(unit.steps, unit.start)
        rest = self.place(up, on) if up else []
        return [(code, None, 0), *((above, via or code, depth + 1) for above, via, depth in rest)]

    def set_up(self, code: str, kind: str, parent: str | None, on: int) -> None:
        unit = SlowUnit(kind, on, names={on: code})
        if parent is None:
            unit.steps[on] = None
        elif not self.units[parent].is_alive(on):
            raise Refused
        else:
            self._stand(unit, parent, on, HORIZON)
        self.units[code] = unit

    def rename(self, code: str, name: str, on: int) -> None:
        unit = self.units[code]
        if not unit.is_alive(on) or at(unit.names, on) == name:
            raise Refused
        unit.names[on] = name
        unit.changed.append(on)

    def move(self, code: str, parent: str, on: int) -> None:
        unit = self.units[code]
        if not unit.is_alive(on) or not self.units[parent].is_alive(on) or self.parent(code, on) == parent:
            raise Refused
        until = min([key for key in unit.steps if key > on] + [HORIZON if unit.end is None else unit.end])
        self._stand(unit, parent, on, until)
        unit.changed.append(on)

    def _stand(self, unit: SlowUnit, parent: str, on: int, until: int) -> None:
        fresh: dict[int, str | None] = {}
        for later in range(on, until):
            up = self.stand_in(parent, later)
            if self.units[up].kind not in PARENT_KINDS[unit.kind]:
                raise Refused
            if not fresh or list(fresh.values())[-1] != up:
                fresh[later] = up
        unit.steps |= fresh

    def may_end(self, code: str, on: int) -> None:
        unit = self.units[code]
        if not unit.is_alive(on) or unit.end is not None or unit.start == on:
            raise Refused
        if any(key > on for key in unit.changed) or any(key >= on for key in unit.received):
            raise Refused

    def dissolve(self, code: str, on: int) -> None:
        self.may_end(code, on)
        later = range(on, HORIZON)
        if any(self.parent(one, then) == code for one in self.units for then in later):
            raise Refused
        if any(at(home, then) == code for home in self.homes.values() for then in later):
            raise Refused
        self._close(code, on)

    def merge(self, code: str, target: str, on: int) -> None:
        self.may_end(code, on)
        kind, wanted = self.units[code].kind, self.units[target].kind
        if code == target or not self.units[target].is_alive(on) or (wanted not in (kind, *MERGE_KINDS.get(kind, ()))):
            raise Refused
        for then in range(on, HORIZON):
            alive = self.units[target].is_alive(then)
            if alive and code in [row[0] for row in self.above(target, then)]:
                raise Refused
            self.stand_in(target, then)
        self._hand_over(code, target, on)
        self.units[code].heir = target
        self.units[target].received.append(on)
        self._close(code, on)

    def split(self, code: str, parts: list[str], on: int) -> None:
        """The first part is the main one; members whose number ends in an odd digit go to the second."""
        self.may_end(code, on)
        old = self.units[code]
        for part in parts:
            steps = {on: at(old.steps, on)} | {key: up for key, up in old.steps.items() if key > on}
            self.units[part] = SlowUnit(old.kind, on, steps=steps, names={on: part})
        for member in self.movers(code, on):
            for then in [on, *(key for key in self.homes[member] if key > on)]:
                if at(self.homes[member], then) == code:
                    self.homes[member][then] = parts[1]
        self._hand_over(code, parts[0], on)
        old.heir = parts[0]
        for part in parts:
            self.units[part].received.append(on)
        self._close(code, on)

    def movers(self, code: str, on: int) -> list[str]:
        inside = [one for one, home in self.homes.items() if any(at(home, t) == code for t in range(on, HORIZON))]
        return [one for one in inside if int(one[-1]) % 2]

    def _hand_over(self, code: str, heir: str, on: int) -> None:
        for home in self.homes.values():
            self._pass(home, code, heir, range(on, HORIZON))
        for unit in self.units.values():
            self._pass(unit.steps, code, heir, range(on, HORIZON if unit.end is None else unit.end))

    def _pass(self, steps: dict[int, str] | dict[int, str | None], code: str, heir: str, days: range) -> None:
        former = dict(steps)
        last = None
        for then in days:
            if then < min(former):
                continue
            if at(former, then) != code:
                last = None
                continue
            new = self.stand_in(heir, then)
            if then in former or new != last:
                steps[then] = new
            last = new

    def check(self) -> None:
        """Refuse a tree with cycles or children that do not fit on any day."""
        for on in range(HORIZON):
            for code, unit in self.units.items():
                if not unit.is_alive(on):
                    continue
                self.above(code, on)
                up = self.parent(code, on)
                if up is None and unit.kind != "group":
                    continue
                if up is None or not self.units[up].is_alive(on) or self.units[up].kind not in PARENT_KINDS[unit.kind]:
                    raise Refused

    def _close(self, code: str, on: int) -> None:
        unit = self.units[code]
        unit.end = on
        unit.steps = {key: up for key, up in unit.steps.items() if key < on}
        unit.names = {key: name for key, name in unit.names.items() if key < on}
