"""`xuezuo template|import|export|revoke roster`."""

import json
import re

import pytest

from xuezuo.org.models import Member, RosterBatch, Unit
from xuezuo.org.tests.roster.books import Book
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    return Book().xlsx(tmp_path / "roster.xlsx")


def count(model) -> int:
    with acting_as(SYSTEM):
        return model.objects.count()


def test_dry_run_import_again_export_revoke(xuezuo, file, tmp_path):
    before = count(Member)
    dry = xuezuo("import", "roster", str(file), "--dry-run", "--json", "--report", str(tmp_path / "report.json"))
    assert (dry.code, dry.json["rows"], dry.json["ok"], dry.json["applied"]) == (0, 12, 12, 0)
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) == dry.json
    assert count(Member) == before

    done = xuezuo("import", "roster", str(file))
    assert (done.code, count(Member)) == (0, before + 8)
    assert "共 12 行" in done.out
    assert count(RosterBatch) == 1

    again = xuezuo("import", "roster", str(file), "--json")
    assert (again.json["unchanged"], again.json["applied"], count(RosterBatch)) == (12, 0, 1)

    out = tmp_path / "out.xlsx"
    assert xuezuo("export", "roster", str(out)).code == 0
    first = out.read_bytes()
    xuezuo("export", "roster", str(out))
    assert out.read_bytes() == first

    batch = re.search(r"批次 ([0-9a-f-]{36})", done.err)
    assert batch
    assert xuezuo("revoke", "roster", batch[1], "--reason", "重来").code == 0
    assert count(Member) == before
    assert xuezuo("revoke", "roster", batch[1], "--reason", "重来").code == 1
    assert xuezuo("revoke", "roster", "no-uuid", "--reason", "x").code == 2


def test_errors_are_findings_and_import_nothing(xuezuo, tmp_path):
    book = Book()
    book.members[0].update(人员类别="?")
    found = xuezuo("import", "roster", str(book.csv(tmp_path / "r")))
    assert found.code == 1
    assert "错误 党员 第 2 行 人员类别（?）" in found.out
    assert "没有导入" in found.err
    with acting_as(SYSTEM):
        assert not Unit.objects.filter(code="B1").exists()


def test_wrong_usage(xuezuo, tmp_path):
    assert xuezuo("import", "roster", str(tmp_path / "nothing.xlsx")).code == 2
    assert xuezuo("import", "roster").code == 2
    assert xuezuo("export", "roster", "x.xlsx", "--as-of", "yesterday").code == 2
    assert xuezuo("template", "roster", str(tmp_path / "t.csv")).code == 2


def test_the_template_is_the_same_each_time_and_holds_no_example_row(xuezuo, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        assert xuezuo("template", "roster", str(tmp_path / name)).code == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    checked = xuezuo("import", "roster", str(tmp_path / "a.xlsx"), "--dry-run", "--json")
    assert (checked.code, checked.json["rows"]) == (0, 0)


def test_progress_rewrites_one_line_of_a_terminal_only(xuezuo, file, monkeypatch):
    quiet = xuezuo("import", "roster", str(file), "--dry-run")
    assert "\r" not in quiet.err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    shown = xuezuo("import", "roster", str(file), "--dry-run")
    assert "\r\x1b[K核对党员" in shown.err
    assert "\n" not in shown.err
