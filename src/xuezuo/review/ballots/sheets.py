"""Paper ballots, the tellers' sheet and the written-out electronic ballots as PDF.

All paper ballots of a poll are alike: no number, nothing by which one could be known again. The code on each of them is
the same and leads to the poll's page, as does the one on the other sheets.
"""

import json
from importlib import resources

from xuezuo.platform.printing import chosen_fonts, compile_pdf
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.queries.results import items_of
from xuezuo.review.ballots.services.export import WrittenOut
from xuezuo.review.ballots.types import PollPurpose
from xuezuo.review.ballots.words import choices_from_json

HINTS = {
    PollPurpose.ELECTION.value: "赞成的在“赞成”下画“○”，不赞成的在“不赞成”下画“○”，弃权的不画；不赞成的可以另选他人。",
}


def ballots_pdf(poll: Poll, unit_name: str, code: str, *, copies: int, per_page: int) -> bytes:
    """Return `copies` ballots, `per_page` (1, 2 or 4) to an A4 page; the caller checked the right to it.

    Args:
        poll: which.
        unit_name: whose.
        code: SVG of the QR code to the poll's page.
        copies: how many.
        per_page: on a page.

    Raises:
        NoFonts: when no font with Chinese characters is installed or given.
    """
    return _pdf("ballot", _data(poll, unit_name) | {"code": code, "copies": copies, "per-page": per_page})


def count_sheet_pdf(poll: Poll, unit_name: str, code: str) -> bytes:
    """Return the sheet on which a teller counts; `code` is the SVG of the QR code to the poll's page.

    Raises:
        NoFonts: when no font with Chinese characters is installed or given.
    """
    return _pdf("count", _data(poll, unit_name) | {"code": code})


def written_out_pdf(poll: Poll, unit_name: str, code: str, written: WrittenOut) -> bytes:
    """Return the electronic ballots one by one, to be filed and counted by hand beside the paper.

    Raises:
        NoFonts: when no font with Chinese characters is installed or given.
    """
    sums = [
        f"{item.label}：" + "，".join(f"{word} {count}" for word, count in item.counts) + f"，未填 {item.unmarked}"
        for item in written.sums
    ]
    data = {
        "code": code,
        "rows": [[one.code, one.words, one.fault] for one in written.ballots],
        "valid": written.valid,
        "sums": [*sums, *(f"另选他人 {name}：{times}" for name, times in written.names)],
        "digest": written.digest,
        "paper": written.paper,
    }
    return _pdf("written", _data(poll, unit_name) | data)


def _data(poll: Poll, unit_name: str) -> dict[str, object]:
    items = [
        {"label": item.label, "choices": [choice.label for choice in choices_from_json(item.choices)]}
        for item in items_of(poll)
    ]
    notes = [poll.instructions or HINTS.get(poll.purpose, "每一项选一个选项画“○”，不画为弃权。")]
    if poll.most_yes is not None:
        notes.append(f"应选 {poll.most_yes} 人。多于 {poll.most_yes} 人的是无效票，等于或少于的有效。")
    return {
        "title": poll.title,
        "unit": unit_name,
        "items": items,
        "notes": notes,
        "write-ins": poll.write_ins,
        "fonts": chosen_fonts(),
    }


def _pdf(name: str, data: dict[str, object]) -> bytes:
    template = resources.files("xuezuo.review.ballots").joinpath(f"data/{name}.typ").read_bytes()
    return compile_pdf(template, json.dumps(data, ensure_ascii=False))
