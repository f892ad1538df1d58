"""Paper ballots and the tellers' sheet as PDF.

All ballots of a poll are alike to the last byte: no number, no code, nothing by which one could be known again. The
code that leads to the poll's page stands on the tellers' sheet.
"""

import json
from importlib import resources

from xuezuo.platform.printing import chosen_fonts, compile_pdf
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.queries.results import items_of
from xuezuo.review.ballots.types import PollPurpose
from xuezuo.review.ballots.words import choices_from_json

HINTS = {
    PollPurpose.ELECTION.value: "赞成的在“赞成”下画“○”，不赞成的在“不赞成”下画“○”，弃权的不画；不赞成的可以另选他人。",
}


def ballots_pdf(poll: Poll, unit_name: str, *, copies: int, per_page: int) -> bytes:
    """Return `copies` ballots, `per_page` (1, 2 or 4) to an A4 page; the caller checked the right to it.

    Raises:
        NoFonts: when no font with Chinese characters is installed or given.
    """
    return _pdf("ballot", _data(poll, unit_name) | {"copies": copies, "per-page": per_page})


def count_sheet_pdf(poll: Poll, unit_name: str, code: str) -> bytes:
    """Return the sheet on which a teller counts; `code` is the SVG of the QR code to the poll's page.

    Raises:
        NoFonts: when no font with Chinese characters is installed or given.
    """
    return _pdf("count", _data(poll, unit_name) | {"code": code})


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
