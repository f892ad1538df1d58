"""Paper exams as PDF: the paper with its answer sheet, and separately the key.

Only fixed papers are printed: of a drawn one everybody has another. The printed order is that of the paper.
"""

import json
from importlib import resources
from typing import Final

from xuezuo.platform.printing import chosen_fonts, compile_pdf
from xuezuo.study.exams.models import Exam
from xuezuo.study.exams.queries.papers import PaperLine, Section, marks_text, paper_lines, sections
from xuezuo.study.exams.types import QuestionKind

_ORDER: Final = "一二三四五六七八九十"
_ROOM: Final = {QuestionKind.SHORT.value: 150, QuestionKind.FILL_IN.value: 18}  # points to write in, on the sheet


def paper_pdf(exam: Exam, unit_name: str) -> bytes:
    """Return the paper and its answer sheet; the caller checked the right to it.

    Raises:
        NoFonts: when no font with Chinese characters is installed or given.
    """
    return _pdf(exam, unit_name, with_key=False)


def key_pdf(exam: Exam, unit_name: str) -> bytes:
    """Return the questions with keys and explanations; the caller checked the right to it.

    Raises:
        NoFonts: when no font with Chinese characters is installed or given.
    """
    return _pdf(exam, unit_name, with_key=True)


def _pdf(exam: Exam, unit_name: str, *, with_key: bool) -> bytes:
    parts = sections(paper_lines(exam))
    limit = f"　时限 {exam.minutes} 分钟" if exam.minutes else ""
    data = {
        "title": f"{exam.title}（答案）" if with_key else exam.title,
        "about": f"{unit_name}　{exam.get_mode_display()}　满分 {marks_text(exam.full_marks)} 分{limit}",
        "fields": [] if with_key else ["姓名", "党员编号", "所在支部", "得分"],
        "notes": [exam.instructions] if exam.instructions and not with_key else [],
        "sections": [_section(place, part, with_key=with_key) for place, part in enumerate(parts)],
        "sheet": [] if with_key else [_boxes(place, part) for place, part in enumerate(parts)],
        "fonts": chosen_fonts(),
    }
    template = resources.files("xuezuo.study.exams").joinpath("data/paper.typ").read_bytes()
    return compile_pdf(template, json.dumps(data, ensure_ascii=False))


def _title(place: int, part: Section) -> str:
    number = _ORDER[place] if place < len(_ORDER) else str(place + 1)
    each = {line.marks for line in part.lines}
    marks = f"每题 {marks_text(each.pop())} 分，" if len(each) == 1 else ""
    return f"{number}、{part.label}（{marks}共 {marks_text(part.marks)} 分）"


def _section(place: int, part: Section, *, with_key: bool) -> dict[str, object]:
    return {"title": _title(place, part), "questions": [_question(line, with_key=with_key) for line in part.lines]}


def _question(line: PaperLine, *, with_key: bool) -> dict[str, object]:
    version = line.view.version
    return {
        "number": line.position,
        "stem": version.stem,
        "options": [f"{letter}. {text}" for letter, text, _ in line.view.options],
        "room": 0,
        "key": line.view.key if with_key else "",
        "why": version.explanation if with_key else "",
    }


def _boxes(place: int, part: Section) -> dict[str, object]:
    numbers, room = [line.position for line in part.lines], _ROOM.get(part.kind, 0)
    return {"title": _title(place, part), "numbers": numbers, "is-wide": room > 0, "room": room}
