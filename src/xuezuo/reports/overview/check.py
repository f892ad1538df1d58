"""Typed figures against computed ones: percentages that do not follow from their numbers, counts that differ."""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Final

from xuezuo.reports.figures import definition, definitions
from xuezuo.reports.types import Rollup

_NUMBER: Final = r"(?<![\d.])(\d{1,3}(?:,\d{3})+|\d+)(?![\d.,%％]*[%％])(?!\.\d)(?!\d)"
_NUMBERS: Final = re.compile(_NUMBER)
_PERCENT: Final = re.compile(r"(?<![\d.])(\d+)(?:\.(\d+))?\s*[%％]")
_SENTENCE: Final = re.compile(r"[^。！？!?\n]+")
_NEAR: Final = 200  # hundredths of a percent: a pair further away is not what the percentage is about


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """A typed figure that disagrees.

    Attributes:
        start: place of the typed figure in the text, from 0.
        found: as it is typed.
        expected: as it is computed.
        why: what it was computed from, in words.
    """

    start: int
    found: str
    expected: str
    why: str

    @property
    def message(self) -> str:
        """One line for the person who typed it."""
        return f"“{self.found}”应为“{self.expected}”：{self.why}"


def check_text(text: str, rollup: Rollup | None = None) -> tuple[Finding, ...]:
    """Compare the figures typed in `text` with computed ones.

    Percentages: in the same sentence, before the percentage, a pair of whole numbers whose ratio lies within two
    percentage points of it is what it is about; it must be their ratio rounded half up (0.005 goes up) to the decimals
    that are typed. With a pair that fits exactly nothing is said. Counts: `党支部43个`, `主题党日（共）12场`, compared
    with the roll-up's figure of that label, when there is one.

    Args:
        text: plain text, simplified Chinese for counts.
        rollup: the figures to compare counts with; None = only percentages.

    Returns:
        What disagrees, in the order of the text.
    """
    found = [*_percentages(text)]
    if rollup is not None:
        found.extend(_counts(text, rollup.figures))
    return tuple(sorted(found, key=lambda finding: finding.start))


def rounded(part: int, whole: int, decimals: int) -> str:
    """Return `part` of `whole` in percent, rounded half up.

    >>> rounded(170329, 175955, 2), rounded(1, 8, 0), rounded(1, 3, 1)
    ('96.80', '13', '33.3')
    """
    scale = 10**decimals
    units = (part * 200 * scale + whole) // (2 * whole)
    return f"{units // scale}.{units % scale:0{decimals}}" if decimals else str(units)


def _percentages(text: str) -> Iterator[Finding]:
    for sentence in _SENTENCE.finditer(text):
        for typed in _PERCENT.finditer(sentence[0]):
            before = [int(one[1].replace(",", "")) for one in _NUMBERS.finditer(sentence[0], 0, typed.start())]
            pairs = _pairs(before, _hundredths(typed))
            decimals = len(typed[2] or "")
            digits = typed[1] + (f".{typed[2]}" if typed[2] else "")
            if pairs and digits not in {rounded(part, whole, decimals) for part, whole in pairs}:
                part, whole = pairs[0]
                expected = rounded(part, whole, decimals)
                start = sentence.start() + typed.start()
                yield Finding(start, typed[0], f"{expected}%", f"{part} ÷ {whole} = {rounded(part, whole, 4)}%")


def _hundredths(typed: re.Match[str]) -> int:
    return int(typed[1]) * 100 + int((typed[2] or "").ljust(2, "0")[:2])


def _pairs(numbers: list[int], hundredths: int) -> list[tuple[int, int]]:
    """Return the pairs (part, whole) near the percentage, the pair closest to it in the text first."""
    found = []
    for index in range(len(numbers) - 1, 0, -1):
        for other in range(index - 1, -1, -1):
            part, whole = sorted((numbers[index], numbers[other]))
            if whole >= 10 and abs(part * 10000 - hundredths * whole) <= _NEAR * whole:
                found.append((part, whole))
    return found


def _counts(text: str, figures: Mapping[str, int]) -> Iterator[Finding]:
    for key in figures:
        if key.startswith("duties.") or key not in definitions():
            continue
        one = definition(key)
        typed = re.compile(rf"{re.escape(one.label)}(?:共|共有|有|：|:)?({_NUMBER})\s*(?:多)?{re.escape(one.unit)}")
        for match in typed.finditer(text):
            if int(match[1].replace(",", "")) != figures[key]:
                yield Finding(match.start(1), match[1], str(figures[key]), f"{one.label}：{one.says}")
