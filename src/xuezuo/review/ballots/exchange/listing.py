"""The published list of an electronic poll: one JSON object a line, so that a fault can be named by its line.

    {"kind":"poll", ...}      what was asked, the key, what was announced
    {"kind":"ballot", ...}    sorted by prefix
    {"kind":"receipt", ...}   sorted by code; ballots and receipts do not refer to each other

`digest` is the SHA-256 of the lines of ballots and receipts, each with its line feed.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any, Final

from xuezuo.review.ballots.exchange.form import Form, Line

FORMAT: Final = "xuezuo ballots 1"


def line(**said: object) -> str:
    """Return one line without its line feed."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def ballot_line(prefix: str, message: bytes, signature: bytes) -> str:
    """Return the line of a ballot; one that is no text is written in base64."""
    try:
        said: dict[str, str] = {"message": message.decode()}
    except UnicodeDecodeError:
        said = {"message_base64": base64.b64encode(message).decode()}
    return line(kind="ballot", prefix=prefix, **said, signature=base64.b64encode(signature).decode())


def receipt_line(code: str) -> str:
    """Return the line of a receipt."""
    return line(kind="receipt", code=code)


def digest(lines: Iterable[str]) -> str:
    """Return the digest of the lines of ballots and receipts, hex."""
    summed = hashlib.sha256()
    for one in lines:
        summed.update(one.encode() + b"\n")
    return summed.hexdigest()


def form_to_json(form: Form) -> dict[str, Any]:
    """Return the ballot as it is published."""
    items = [{"choices": list(one.codes), "several": one.several} for one in form.lines]
    return {"poll": form.poll, "items": items, "most_yes": form.most_yes, "write_ins": form.write_ins}


def form_from_json(said: dict[str, Any]) -> Form:
    """Return the ballot that `form_to_json` has written.

    Raises:
        KeyError, TypeError: something is missing, or of another kind.
    """
    lines = tuple(Line(tuple(one["choices"]), bool(one["several"])) for one in said["items"])
    return Form(str(said["poll"]), lines, said["most_yes"], said["write_ins"])
