"""Codes on paper that lead back to the page where it goes on."""

import io

import segno

from xuezuo.platform.printing.document import Corner


def back_corner(address: str, words: str) -> Corner:
    """Return the corner with the code of `address`, and what scanning it is for."""
    kept = io.BytesIO()
    document = segno.make(address, error="m")
    document.save(kept, kind="svg", scale=4, border=0, nl=False)
    return Corner(kept.getvalue().decode(), words)
