"""Every kind of fault is found, with its place and what to do; all faults are told at once; nothing is half loaded."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from xuezuo.rules.errors import PacksInvalid
from xuezuo.rules.findings import Finding
from xuezuo.rules.loader import load_packs, validate_pack
from xuezuo.rules.source import MAX_BYTES
from xuezuo.rules.tests.conftest import Writer

MISSING = object()


def change(pack: dict[str, Any], place: str, value: Any) -> None:
    """Set, or with MISSING delete, the value at a dotted place (`duties/monthly/versions/0/from`)."""
    *around, last = (int(step) if step.isdigit() else step for step in place.split("/"))
    target: Any = pack
    for step in around:
        target = target[step]
    if value is MISSING:
        del target[last]
    else:
        target[last] = value


def faults(folder: Path) -> list[Finding]:
    try:
        load_packs([folder])
    except PacksInvalid as error:
        return list(error.findings)
    return []


def test_a_sound_pack_has_no_faults(base: dict[str, Any], narrow: dict[str, Any], write: Writer) -> None:
    assert faults(write(base=base, narrow=narrow)) == []


@pytest.mark.parametrize(
    ("place", "value", "code", "path"),
    [
        ("title", MISSING, "missing", "title"),
        ("note", "x", "unknown_key", "note"),
        ("title", 3, "type", "title"),
        ("title", "", "value", "title"),
        ("title", "长" * 501, "value", "title"),
        ("id", "Not An Id", "value", "id"),
        ("level", "county", "value", "level"),
        ("effective", "2018-10-28", "type", "effective"),
        ("duties", [], "type", "duties"),
        ("regulations/work", 3, "type", "regulations.work"),
        ("clauses/work.must/verified", "yes", "type", "clauses.work.must.verified"),
        ("duties/monthly/period", "span", "value", "duties.monthly.period"),
        ("duties/monthly/subjects", "branch", "type", "duties.monthly.subjects"),
        ("duties/monthly/subjects", [], "value", "duties.monthly.subjects"),
        ("duties/monthly/subjects", ["cell"], "value", "duties.monthly.subjects[0]"),
        ("duties/monthly/versions/0/required", "2", "type", "duties.monthly.versions[0].required"),
        ("duties/monthly/versions/0/required", 0, "value", "duties.monthly.versions[0].required"),
        ("duties/monthly/on_time_days", 61, "value", "duties.monthly.on_time_days"),
        ("duties/monthly/exemptions", {"too_busy": None}, "value", "duties.monthly.exemptions.too_busy"),
        ("parameters/size.least/versions/0/value", 2.5, "type", "parameters.size.least.versions[0].value"),
        ("duties/Bad Id", {}, "value", "duties.Bad Id"),
    ],
)
def test_faults_of_shape(base: dict[str, Any], write: Writer, place: str, value: Any, code: str, path: str) -> None:
    change(base, place, value)

    found = faults(write(base=base))

    assert (code, path) in {(fault.code, fault.path) for fault in found}
    assert all(fault.line > 0 and fault.message.endswith("。") and fault.advice.endswith("。") for fault in found)


@pytest.mark.parametrize(
    ("place", "value", "code", "path"),
    [
        ("clauses/work.must/regulation", "gone", "unknown_reference", "clauses.work.must.regulation"),
        ("duties/monthly/versions/0/clause", "work.gone", "unknown_reference", "duties.monthly.versions[0].clause"),
        ("duties/monthly/versions/0/also", ["work.gone"], "unknown_reference", "duties.monthly.versions[0].also[0]"),
        (
            "duties/monthly/exemptions",
            {"no_groups": "work.gone"},
            "unknown_reference",
            "duties.monthly.exemptions.no_groups",
        ),
        ("duties/state/uses/minimum", "size.gone", "unknown_reference", "duties.state.uses.minimum"),
        ("duties/monthly/state", "size_within", "not_for_template", "duties.monthly.state"),
        ("duties/monthly/deed_kinds", [], "needed_by_template", "duties.monthly"),
        ("duties/monthly/by_posts", ["secretary"], "not_for_template", "duties.monthly.by_posts"),
        ("duties/monthly/template", "event_by_role", "needed_by_template", "duties.monthly"),
        ("duties/monthly/template", "exists_per_member", "value", "duties.monthly.subjects"),
        ("duties/monthly/subjects", ["member"], "value", "duties.monthly.subjects"),
        ("duties/monthly/subjects", ["member", "branch"], "value", "duties.monthly.subjects"),
        ("duties/monthly/posts", ["secretary"], "not_for_template", "duties.monthly.posts"),
        ("scope", {"units": ["A1"]}, "scope", "scope"),
        ("level", "sector", "scope", "scope"),
        ("parameters/size.least/stricter", MISSING, None, ""),
        ("parameters/size.least/versions/0/value", "three", "value", "parameters.size.least.versions[0].value"),
        ("parameters/basis.word/versions/0/value", 3, "value", "parameters.basis.word.versions[0].value"),
    ],
)
def test_faults_of_meaning(
    base: dict[str, Any], write: Writer, place: str, value: Any, code: str | None, path: str
) -> None:
    change(base, place, value)

    found = faults(write(base=base))

    assert [(fault.code, fault.path) for fault in found] == ([(code, path)] if code else [])


VERSIONS = "duties/optional/versions"
FIRST = {"required": 2, "quantity": "times", "clause": "work.generally"}


@pytest.mark.parametrize(
    ("dates", "code", "path"),
    [
        ([("2018-10-28", "2020-01-01"), ("2020-01-01", None)], None, ""),
        ([("2018-10-28", "2020-01-01")], None, ""),
        ([("2018-10-27", None)], "too_early", "duties.optional.versions[0].from"),
        ([("2019-01-01", None), ("2018-12-01", None)], "order", "duties.optional.versions[1].from"),
        ([("2019-01-01", None), ("2019-01-01", None)], "order", "duties.optional.versions[1].from"),
        ([("2019-01-01", "2019-06-01"), ("2019-07-01", None)], "gap", "duties.optional.versions[0].until"),
        ([("2019-01-01", "2019-08-01"), ("2019-07-01", None)], "gap", "duties.optional.versions[0].until"),
        ([("2019-01-01", "2019-01-01")], "order", "duties.optional.versions[0].until"),
    ],
)
def test_versions_are_ordered_without_gaps(
    base: dict[str, Any], write: Writer, dates: list[tuple[str, str | None]], code: str | None, path: str
) -> None:
    day = dt.date.fromisoformat
    change(base, VERSIONS, [{**FIRST, "from": day(a)} | ({"until": day(b)} if b else {}) for a, b in dates])

    found = faults(write(base=base))

    assert {(fault.code, fault.path) for fault in found if fault.code != "clause_later"} == (
        {(code, path)} if code else set()
    )


def test_a_parameter_must_cover_the_days_of_the_duty_that_reads_it(base: dict[str, Any], write: Writer) -> None:
    change(base, "parameters/size.least/versions/0/from", dt.date(2020, 1, 1))

    (found,) = faults(write(base=base))

    assert (found.code, found.path) == ("parameter_gap", "duties.state.uses.minimum")


def test_a_clause_must_be_in_force_when_a_version_cites_it(base: dict[str, Any], write: Writer) -> None:
    change(base, "duties/monthly/versions/0/clause", "later.must")

    (found,) = faults(write(base=base))

    assert (found.code, found.path) == ("clause_later", "duties.monthly.versions[0].clause")
    assert "《后来的条例》第一条自 2021-01-01 起施行" in found.message


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "yaml", 0),
        ("id: base\n  level: [", "yaml", 2),
        ("id: base\ntitle: 2025-02-30\n", "value", 2),
        ("id: \x07\n", "yaml", 0),
        ("id: base\nid: other\n", "duplicate_key", 2),
        ("title: &a 标题\nid: *a\n", "alias", 2),
        ("a: &a [*a]\n", "alias", 1),
        ("- id\n", "type", 1),
        ("[" * 9000, "yaml", 0),
        ("effective: 2018-10-28T08:00:00\n", "type", 1),
        ("id: !!python/object/apply:os.getcwd []\n", "type", 1),
        ("id: !!python/name:os.getcwd\n", "yaml", 1),
        ("id: a\n---\nid: b\n", "yaml", 2),
        ("? [a, b]\n: c\n", "unknown_key", 1),
        ("\ufeffid: 3\n", "type", 1),
        ("x" * (MAX_BYTES + 1), "unreadable", 0),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_faults_of_the_file_itself(write: Writer, text: str, code: str, line: int) -> None:
    found = faults(write(base=text))

    assert (code, line) in {(fault.code, fault.line) for fault in found}


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_bytes("title: 标题".encode("gb18030"))

    (found,) = faults(tmp_path)

    assert found.code == "unreadable"


@pytest.mark.parametrize("name", ["a.yaml", "a.yml", "deep/down/a.yaml"])
def test_files_are_found_by_either_ending_at_any_depth(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("id: 3", encoding="utf-8")
    (tmp_path / "README.md").write_text("not a pack", encoding="utf-8")

    assert {fault.file.name for fault in faults(tmp_path)} == {Path(name).name}


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    (found,) = faults(tmp_path / "gone")

    assert (found.code, found.path, found.line) == ("unreadable", "", 0)
    assert str(found).startswith(f"{tmp_path / 'gone'} （整个文件） [unreadable]")


def test_all_faults_of_all_files_are_told_at_once(base: dict[str, Any], narrow: dict[str, Any], write: Writer) -> None:
    change(base, "title", MISSING)
    change(base, "effective", "soon")
    change(base, "duties/monthly/template", "guess")
    change(narrow, "clauses/ours.must/says", MISSING)

    with pytest.raises(PacksInvalid, match="有 4 处错误") as caught:
        load_packs([write(base=base, narrow=narrow)])

    assert [fault.path for fault in caught.value.findings] == [
        "title",
        "effective",
        "duties.monthly.template",
        "clauses.ours.must.says",
    ]


def test_a_narrow_pack_is_not_blamed_for_a_broken_wide_one(
    base: dict[str, Any], narrow: dict[str, Any], write: Writer
) -> None:
    change(base, "title", MISSING)

    found = faults(write(base=base, narrow=narrow))

    assert {fault.file.name for fault in found} == {"base.yaml"}


def test_validation_of_one_file_speaks_only_of_that_file(
    base: dict[str, Any], narrow: dict[str, Any], write: Writer
) -> None:
    change(narrow, "overrides/duties/monthly/versions/0/required", 1)
    folder = write(base=base, narrow=narrow)

    assert validate_pack(folder / "base.yaml", beside=[folder]) == []
    (found,) = validate_pack(folder / "narrow.yaml", beside=[folder])
    assert found.code == "looser"
    assert (folder / "narrow.yaml").read_text().splitlines()[found.line - 1].strip() == "- from: 2024-01-01"
    assert str(found).startswith(
        f"{folder / 'narrow.yaml'}:{found.line} overrides.duties.monthly.versions[0] [looser] 低于"
    )


def test_a_pack_that_ships_can_be_validated_from_outside(narrow: dict[str, Any], write: Writer) -> None:
    """Beside the shipped packs, `monthly` is not known; a copy of the id of a shipped pack is."""
    change(narrow, "id", "national")

    found = validate_pack(write(narrow=narrow) / "narrow.yaml")

    assert {fault.code for fault in found} == {"unknown_reference", "duplicate_id"}
