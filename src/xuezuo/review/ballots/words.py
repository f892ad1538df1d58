"""Values of polls as plain JSON, and back."""

import uuid
from collections.abc import Mapping
from typing import Any

from xuezuo.review.ballots.types import Choice, Difference, ItemCount, ItemResult, PollResult, TellerSheet


def result_to_json(result: PollResult) -> dict[str, Any]:
    """Return the result as it is stored."""
    items = [[one.position, one.label, one.member_id, one.counts, one.abstained] for one in result.items]
    return {
        "poll": str(result.poll_uid),
        "entitled": result.entitled,
        "issued": result.issued,
        "returned": result.returned,
        "valid": result.valid,
        "invalid": result.invalid,
        "items": items,
        "write_ins": [list(pair) for pair in result.write_ins],
        "digest": result.digest,
        "void_reason": result.void_reason,
    }


def result_from_json(stored: Mapping[str, Any]) -> PollResult:
    """Return what `result_to_json` stored."""
    numbers = {name: int(stored[name]) for name in ("entitled", "issued", "returned", "valid", "invalid")}
    return PollResult(
        poll_uid=uuid.UUID(stored["poll"]),
        items=tuple(ItemResult(*row) for row in stored["items"]),
        write_ins=tuple((name, times) for name, times in stored["write_ins"]),
        digest=stored["digest"],
        void_reason=stored["void_reason"],
        **numbers,
    )


def sheet_to_json(sheet: TellerSheet) -> dict[str, Any]:
    """Return a teller's sheet as it is stored: items by position, names written in by name."""
    items = sorted(sheet.items, key=lambda one: one.position)
    return {
        "returned": sheet.returned,
        "invalid": sheet.invalid,
        "items": [[one.position, dict(sorted(one.counts.items())), one.abstained] for one in items],
        "write_ins": [list(pair) for pair in sorted(sheet.write_ins)],
    }


def sheet_from_json(stored: Mapping[str, Any]) -> TellerSheet:
    """Return what `sheet_to_json` stored."""
    return TellerSheet(
        stored["returned"],
        stored["invalid"],
        tuple(ItemCount(*row) for row in stored["items"]),
        tuple((name, times) for name, times in stored["write_ins"]),
    )


def choices_from_json(stored: list[list[str]]) -> tuple[Choice, ...]:
    """Return the choices of an item."""
    return tuple(Choice(code, label) for code, label in stored)


def differences(first: TellerSheet, second: TellerSheet, labels: Mapping[int, Mapping[str, str]]) -> list[Difference]:
    """Return the numbers in which two sheets differ, in the order of the ballot.

    Args:
        first: one teller's.
        second: the other's.
        labels: by position, the words of each choice by code; under "" what the item is called.
    """
    pairs = [("收回票数", first.returned, second.returned), ("无效票数", first.invalid, second.invalid)]
    other = {one.position: one for one in second.items}
    for one in first.items:
        words, twin = labels[one.position], other[one.position]
        codes = [code for code in words if code]
        pairs += [(f"{words['']}：{words[c]}", one.counts.get(c, 0), twin.counts.get(c, 0)) for c in codes]
        pairs.append((f"{words['']}：未填", one.abstained, twin.abstained))
    mine, theirs = dict(first.write_ins), dict(second.write_ins)
    pairs += [(f"另选他人：{name}", mine.get(name, 0), theirs.get(name, 0)) for name in sorted({*mine, *theirs})]
    return [Difference(*pair) for pair in pairs if pair[1] != pair[2]]
