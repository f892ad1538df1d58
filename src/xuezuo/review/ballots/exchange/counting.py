"""Counting ballots one by one, from the box or from a published list: the same code, so that both must agree."""

from collections import Counter

from xuezuo.review.ballots.exchange.form import Form, read
from xuezuo.review.ballots.types import ItemCount, TellerSheet


class Tally:
    """Marks added up ballot by ballot."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.returned = self.invalid = 0
        self._marks: list[Counter[str]] = [Counter() for _ in form.lines]
        self._unmarked = [0] * len(form.lines)
        self._names: Counter[str] = Counter()

    def add(self, message: bytes) -> str:
        """Count a ballot whose signature is right; returns why it does not count, "" = it does."""
        self.returned += 1
        filled = read(self.form, message)
        if filled.fault:
            self.invalid += 1
            return filled.fault
        for place, mark in enumerate(filled.marks):
            self._marks[place].update(mark)
            self._unmarked[place] += not mark
        self._names.update(filled.names)
        return ""

    def sheet(self) -> TellerSheet:
        """Return what was counted, as a teller would write it."""
        items = tuple(
            ItemCount(place + 1, {code: marks[code] for code in line.codes}, unmarked)
            for place, (line, marks, unmarked) in enumerate(
                zip(self.form.lines, self._marks, self._unmarked, strict=True)
            )
        )
        return TellerSheet(self.returned, self.invalid, items, tuple(sorted(self._names.items())))
