"""What the views of this room share."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str) -> SafeString:
    """Return the QR code of `text` as an inline SVG."""
    return mark_safe(segno.make(text, error="m").svg_inline(scale=6, border=2))  # noqa: S308  # made here, no input in it
