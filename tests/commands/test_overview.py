"""`xuezuo overview`."""

import io
import json

import docx
import pytest

DAYS = ("--from", "2025-01-01", "--to", "2026-01-01", "--today", "2026-01-05")


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["docx", "html"])
def test_the_overview_is_written_the_same_twice(xuezuo, tmp_path, suffix):
    first, second = tmp_path / f"a.{suffix}", tmp_path / f"b.{suffix}"
    done = xuezuo("overview", "LC", *DAYS, "--out", str(first))
    assert done.code == 0
    assert "已写好" in done.err
    assert xuezuo("overview", "LC", *DAYS, "--out", str(second)).code == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.django_db
def test_json_lists_the_figures_of_the_text(xuezuo, tmp_path):
    file = tmp_path / "综述.docx"
    done = xuezuo("overview", "LC", *DAYS, "--out", str(file), "--held", "today", "--json")
    said = json.loads(done.out)
    assert said["title"] == "林场党委2025年组织生活综述"
    assert {"figure": "members", "child": "", "value": "7", "label": "党员"} in said["figures"]
    rows = docx.Document(io.BytesIO(file.read_bytes())).tables[0].rows
    assert len(rows) == len(said["figures"]) + 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        (2, ("LC", *DAYS, "--out", "a.pdf")),
        (2, ("LC", "--from", "2025-01-01", "--to", "2025-01-01", "--out", "a.docx")),
        (1, ("XX", *DAYS, "--out", "a.docx")),
        (1, ("LC", *DAYS, "--out", "/no/such/folder/a.html")),
    ],
)
def test_refusals(xuezuo, code, arguments):
    assert xuezuo("overview", *arguments).code == code
