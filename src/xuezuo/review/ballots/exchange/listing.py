"""The published list of an electronic poll: one JSON object a line, so that a fault can be named by its line.

    {"kind":"poll", ...}      what was asked, the key, what was announced
    {"kind":"ballot", ...}    sorted by prefix
    {"kind":"receipt", ...}   sorted by code; ballots and receipts do not refer to each other

The first line carries the question, the labels, the paper count and the whole result: what a ballot means must not be
changed unseen any more than a ballot. `digest` is the SHA-256 of all lines, each with its line feed, the first one with
an empty `digest` in its result.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from xuezuo.review.ballots.exchange.form import Form, Line

FORMAT: Final = "xuezuo ballots 2"


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


def head_line(head: Mapping[str, Any], digest: str | None = None) -> str:
    """Return the first line of the list, its keys sorted, with another digest in its result if one is given."""
    said = {**head, "kind": "poll", "format": FORMAT}
    if digest is not None:
        said["result"] = {**head["result"], "digest": digest}
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest(head: Mapping[str, Any], lines: Iterable[str]) -> str:
    """Return the digest of a list, hex.

    Args:
        head: what the first line says, without its kind and format; the digest in its result is left out.
        lines: of ballots and receipts.
    """
    summed = hashlib.sha256(head_line(head, "").encode() + b"\n")
    for one in lines:
        summed.update(one.encode() + b"\n")
    return summed.hexdigest()


def form_to_json(form: Form) -> dict[str, Any]:
    """Return the ballot as it is published."""
    items = [{"choices": list(one.codes), "several": one.several} for one in form.lines]
    return {"poll": form.poll, "items": items, "most_yes": form.most_yes, "write_ins": form.write_ins}


def form_from_json(said: dict[str, Any], labels: list[dict[str, Any]]) -> Form:
    """Return the ballot that `form_to_json` has written, with the items in words as the first line has them.

    Raises:
        KeyError, TypeError: something is missing, or of another kind.
    """
    lines = tuple(Line(tuple(one["choices"]), bool(one["several"])) for one in said["items"])
    standing = tuple(str(one["label"]) for one in labels) if said["write_ins"] else ()
    return Form(str(said["poll"]), lines, said["most_yes"], said["write_ins"], standing)
