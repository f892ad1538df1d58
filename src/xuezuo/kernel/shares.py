"""Shares as readers see them: percent from whole numbers, so that nothing depends on binary fractions."""


def percent(part: int, whole: int) -> str:
    """Return `part` of `whole` in percent with two decimals, rounded half up; a dash when `whole` is 0.

    >>> percent(170329, 175955), percent(1, 3), percent(1, 800), percent(0, 0)
    ('96.80', '33.33', '0.13', '—')
    """
    if not whole:
        return "—"
    hundredths = (part * 20000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}"
