"""An official document as PDF, typeset by Typst."""

import dataclasses
import json
from importlib import resources

from xuezuo.platform.printing import document as parts
from xuezuo.platform.printing.fonts import chosen_fonts, compile_pdf


def official_pdf(document: parts.Official) -> bytes:
    """Return the document as PDF; equal input gives equal bytes on one machine.

    Raises:
        NoFonts: when no font with Chinese characters is installed or given.
    """
    data = {
        "title": document.title,
        "blocks": [_block(block) for block in parts.numbered(document.blocks)],
        "addressee": document.addressee,
        "attachments": _attachments(document.attachments),
        "signed": _signed(document.signed) if document.signed else None,
        "mark": _fields(document.mark) if document.mark else None,
        "imprint": _imprint(document.imprint) if document.imprint else None,
        "cover": _fields(document.cover) if document.cover else None,
        "corner": _fields(document.corner) if document.corner else None,
        "foot": document.foot,
        "line": parts.LINE_PITCH,
        "tracking": parts.CHARACTER_PITCH - parts.BODY_SIZE,
        "fonts": chosen_fonts(),
    }
    template = resources.files("xuezuo.platform.printing").joinpath("data/official.typ").read_bytes()
    return compile_pdf(template, json.dumps(data, ensure_ascii=False))


def _block(block: parts.Block) -> dict[str, object]:
    return {"type": type(block).__name__.lower()} | _fields(block)


def _fields(part: parts.Block | parts.Mark | parts.Cover | parts.Corner) -> dict[str, object]:
    return dataclasses.asdict(part)


def _attachments(names: tuple[str, ...]) -> list[dict[str, str]]:
    """Number several attachments; one alone has no number."""
    return [{"number": f"{place}. " if len(names) > 1 else "", "name": name} for place, name in enumerate(names, 1)]


def _signed(signed: parts.Signed) -> dict[str, object]:
    return {"issuer": signed.issuer, "date": parts.long_date(signed.on), "sealed": signed.sealed}


def _imprint(imprint: parts.Imprint) -> dict[str, object]:
    return {"issuer": imprint.issuer, "copies": imprint.copies, "date": f"{parts.long_date(imprint.on)}印发"}
