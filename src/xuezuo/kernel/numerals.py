"""Chinese numerals for chapters and sections."""

_DIGITS = "零一二三四五六七八九"


def chinese_number(number: int) -> str:
    """Return 1..99 as Chinese numerals.

    >>> [chinese_number(n) for n in (1, 10, 11, 20, 42)]
    ['一', '十', '十一', '二十', '四十二']
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
