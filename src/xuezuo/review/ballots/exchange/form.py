"""What a ballot of a poll may say, and how it is written: one text for one meaning.

    ["xuezuo ballot 1","<poll>",[["yes"],["no"],[]],["张三"]]

UTF-8, no blanks, marks by item in the order of the ballot, then names written in. Anything else with the poll's
signature is a ballot that came back and does not count: a second spelling of the same marks could carry a sign by which
a bought vote is known again.
"""

import dataclasses
import json
import re
from collections.abc import Sequence
from typing import Any, Final

from xuezuo.kernel.text import squeeze

HEAD: Final = "xuezuo ballot 1"
NAME_LENGTH: Final = 20  # characters of a name written in
STEP: Final = 64  # bytes; the room in the envelope is a multiple
YES: Final = "yes"
_BYTES: Final = 4  # of a character in UTF-8, at most
_AROUND: Final = 3  # two quotes and a comma
_NAME: Final = re.compile("[〇\u3400-\u9fff\U00020000-\U0003ffff·A-Za-z ]+")


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """An item on the ballot: the codes of its choices in order, and whether several may be marked."""

    codes: tuple[str, ...]
    several: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Form:
    """The ballot of a poll, as far as it decides what is valid.

    Attributes:
        poll: uid of the poll as text.
        lines: the items in order.
        most_yes: most items marked "yes" together with names written in; None = no limit.
        write_ins: most names written in.
        standing: the items in words, when names may be written in: who stands there is not written in.
    """

    poll: str
    lines: tuple[Line, ...]
    most_yes: int | None = None
    write_ins: int = 0
    standing: tuple[str, ...] = ()

    @property
    def room(self) -> int:
        """Bytes set aside in each envelope, enough for the longest ballot."""
        marks = [list(line.codes) for line in self.lines]
        longest = len(_text(self.poll, marks, [])) + self.write_ins * (NAME_LENGTH * _BYTES + _AROUND)
        return (longest // STEP + 1) * STEP


@dataclasses.dataclass(frozen=True, slots=True)
class Filled:
    """What a ballot says; `fault` tells why it does not count (Chinese), "" = it does."""

    marks: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    fault: str = ""


def write(form: Form, marks: Sequence[Sequence[str]], names: Sequence[str] = ()) -> bytes:
    """Return the message of a ballot; whether it counts is for `read` to say."""
    return _text(form.poll, [list(mark) for mark in marks], [squeeze(name) for name in names])


def _text(poll: str, marks: list[list[str]], names: list[str]) -> bytes:
    return json.dumps([HEAD, poll, marks, names], ensure_ascii=False, separators=(",", ":")).encode()


def read(form: Form, message: bytes) -> Filled:
    """Return what the message says."""
    found = _parsed(message)
    if not _has_shape(found) or _text(found[1], found[2], found[3]) != message:
        return Filled(fault="不是规定的写法")
    marks, names = tuple(tuple(mark) for mark in found[2]), tuple(found[3])
    return Filled(marks, names, _fault(form, found[1], marks, names))


def _parsed(message: bytes) -> Any:  # whatever somebody wrote
    try:
        return json.loads(message.decode())
    except (ValueError, RecursionError):
        return None


def _has_shape(found: Any) -> bool:  # see above
    return (
        isinstance(found, list)
        and len(found) == len((HEAD, "poll", "marks", "names"))
        and found[0] == HEAD
        and isinstance(found[1], str)
        and isinstance(found[2], list)
        and all(_is_text_list(mark) for mark in found[2])
        and _is_text_list(found[3])
    )


def _is_text_list(found: Any) -> bool:  # see above
    return isinstance(found, list) and all(isinstance(one, str) for one in found)


def _fault(form: Form, poll: str, marks: tuple[tuple[str, ...], ...], names: tuple[str, ...]) -> str:
    yes = sum(YES in mark for mark in marks) + len(names)
    wrong = {
        "是另一次投票的票": poll != form.poll,
        "项数不对": len(marks) != len(form.lines),
        "选项不对": not all(_fits(line, mark) for line, mark in zip(form.lines, marks, strict=False)),
        "另选的人数多了": len(names) > form.write_ins,
        "另选的姓名写法不对": not all(is_name(name) for name in names) or len(set(names)) != len(names),
        "另选的人已经在票面上": any(is_standing(form, name) for name in names),
        "选的人多于应选人数": form.most_yes is not None and yes > form.most_yes,
    }
    return next((words for words, is_wrong in wrong.items() if is_wrong), "")


def _fits(line: Line, mark: tuple[str, ...]) -> bool:
    in_order = tuple(code for code in line.codes if code in mark)
    return mark == in_order and (line.several or len(mark) <= 1)


def is_standing(form: Form, name: str) -> bool:
    """Tell whether the name is on the ballot, with or without a note in brackets behind it, as in vote.js."""
    return any(squeeze(label) == name or squeeze(label).startswith(f"{name}（") for label in form.standing)


def is_name(name: str) -> bool:
    """Tell whether a name written in can be counted: short, one way of writing, the signs that vote.js lets through.

    Other signs are in nobody's name, but might tell a buyer that a vote was delivered.
    """
    return len(name) <= NAME_LENGTH and squeeze(name) == name and _NAME.fullmatch(name) is not None
