from pathlib import Path

from xuezuo.life.exchange.book import COLUMNS, PEOPLE_COLUMNS
from xuezuo.life.exchange.findings import ERRORS, WARNINGS
from xuezuo.life.exchange.lines import FIELDS, KINDS, TALK_KINDS

PAGE = (Path(__file__).resolve().parents[5] / "docs" / "reference" / "deeds.md").read_text(encoding="utf-8")


def test_every_code_stands_in_the_reference_with_its_level_and_message() -> None:
    for level, table in (("错误", ERRORS), ("提醒", WARNINGS)):
        for code, message in table.items():
            assert f"| `{code}` | {level} | {message} |" in PAGE


def test_every_field_kind_and_column_stands_in_the_reference() -> None:
    for name in FIELDS | KINDS | TALK_KINDS:
        assert f"`{name}`" in PAGE
    for column in (*COLUMNS, *PEOPLE_COLUMNS):
        assert column in PAGE
