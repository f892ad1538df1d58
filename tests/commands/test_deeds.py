"""import deeds, export deeds, template deeds."""

import json

import pytest

pytestmark = pytest.mark.django_db

GOOD = {
    "id": "01956a00-0000-7000-8000-000000000001",
    "kind": "general_meeting",
    "unit": "LC01",
    "date": "2025-03-05",
    "recorded_on": "2025-03-05",
    "attendance": [{"member": "LC0001", "status": "present"}],
}


def write(path, *deeds):
    path.write_text("".join(json.dumps(deed) + "\n" for deed in deeds), encoding="utf-8")
    return path


def test_check_import_export(xuezuo, tmp_path):
    path, report = write(tmp_path / "in.jsonl", GOOD), tmp_path / "report.json"
    checked = xuezuo("import", "deeds", path, "--dry-run", "--json")
    assert (checked.code, checked.json["created"], checked.json["batch"]) == (0, 1, "")
    done = xuezuo("import", "deeds", path, "--report", report)
    assert (done.code, done.out) == (0, "")
    assert "已导入" in done.err
    assert json.loads(report.read_text(encoding="utf-8"))["batch"]
    assert xuezuo("import", "deeds", path, "--json").json["unchanged"] == 1

    out = tmp_path / "out.jsonl"
    assert xuezuo("export", "deeds", out).code == 0
    exported = json.loads(out.read_text(encoding="utf-8"))
    assert [person["member"] for person in exported["attendance"]][:2] == ["LC0001", "LC0002"]
    assert xuezuo("export", "deeds", tmp_path / "early.jsonl", "--as-of", "2025-03-04").code == 0
    assert (tmp_path / "early.jsonl").read_bytes() == b""
    book = tmp_path / "out.xlsx"
    assert xuezuo("export", "deeds", book).code == 0
    assert xuezuo("import", "deeds", book, "--json").json["unchanged"] == 1


def test_an_import_is_taken_back(xuezuo, tmp_path):
    path = write(tmp_path / "in.jsonl", GOOD)
    batch = xuezuo("import", "deeds", path, "--json").json["batch"]
    assert xuezuo("revoke", "deeds", batch, "--reason", "导错了").code == 0
    assert xuezuo("revoke", "deeds", batch, "--reason", "导错了").code == 1
    assert xuezuo("import", "deeds", path, "--json").json["changed"] == 1
    assert xuezuo("revoke", "deeds", "nonsense", "--reason", "x").code == 2


def test_findings_end_with_one_and_name_the_place(xuezuo, tmp_path):
    bad = {**GOOD, "unit": "NO", "minutes": 0}
    found = xuezuo("import", "deeds", write(tmp_path / "bad.jsonl", GOOD, bad), "--json")
    assert found.code == 1
    assert {(one["row"], one["code"]) for one in found.json["findings"]} == {
        (2, "unit_unknown"),
        (2, "minutes_invalid"),
        (2, "id_duplicate"),
    }
    assert "第 2 行" in found.err


def test_many_findings_are_cut_on_the_terminal(xuezuo, tmp_path):
    bad = [{**GOOD, "id": f"x{number}"} for number in range(30)]
    found = xuezuo("import", "deeds", write(tmp_path / "bad.jsonl", *bad))
    assert found.code == 1
    assert "共 30 处" in found.err


def test_template_can_be_imported_empty(xuezuo, tmp_path):
    path = tmp_path / "template.xlsx"
    assert xuezuo("template", "deeds", path).code == 0
    assert xuezuo("import", "deeds", path, "--json").json["rows"] == 0


def test_wrong_usage(xuezuo, tmp_path):
    assert xuezuo("import", "deeds", tmp_path / "missing.jsonl").code == 2
    assert xuezuo("export", "deeds", tmp_path / "a", "--as-of", "gestern").code == 2
