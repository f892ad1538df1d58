"""`xuezuo unit ...` and `xuezuo verify-tree`, as other programs drive them."""

import datetime as dt

import pytest

from xuezuo.life.tests import factories
from xuezuo.org.models import Edge
from xuezuo.org.tests import factories as org
from xuezuo.platform.access import SYSTEM, acting_as

BY = ("--on", "2025-06-16", "--document", "林党〔2025〕8号")


def test_show(xuezuo):
    shown = xuezuo("unit", "show", "LC01", "--on", "2025-06-01", "--json").json
    assert (shown["name"], shown["kind_label"], shown["parent"]) == ("机关支部", "党支部", "LC")
    assert (shown["from"], shown["to"]) == ("2015-01-01", None)
    assert shown["children"] == ["LC0101", "LC0102"]
    assert (shown["members"], shown["members_here"]) == (5, 3)
    assert "机关支部" in xuezuo("unit", "show", "LC01").out
    assert xuezuo("unit", "show", "XX").code == 1


def test_add_move_rename(xuezuo):
    added = xuezuo("unit", "add", "LC03", "--name", "北区党委", "--kind", "党委", "--parent", "LC", *BY, "--json")
    assert (added.code, added.json["parent"], added.json["from"]) == (0, "LC", "2025-06-16")
    moved = xuezuo("unit", "move", "LC01", "--to", "LC03", *BY, "--json").json
    assert moved["parents"] == [
        {"code": "LC03", "from": "2025-06-16", "to": None},
        {"code": "LC", "from": "2015-01-01", "to": "2025-06-16"},
    ]
    assert moved["changes"] == [
        {"deed": "move", "label": "调整隶属关系", "on": "2025-06-16", "document": "林党〔2025〕8号"}
    ]
    renamed = xuezuo("unit", "rename", "LC01", "--name", "机关联合支部", *BY, "--json").json
    assert [name["name"] for name in renamed["names"]] == ["机关联合支部", "机关支部"]
    assert xuezuo("unit", "show", "LC01", "--on", "2025-06-15", "--json").json["name"] == "机关支部"


def test_merge(xuezuo):
    done = xuezuo("unit", "merge", "LC01", "HK01", "--into", "LC02", *BY, "--json")
    first, second, target = done.json["units"]
    assert first["to"] == second["to"] == "2025-06-16"
    assert first["successors"] == [{"code": "LC02", "on": "2025-06-16", "main": True}]
    assert (target["members_here"], target["members"], target["children"]) == (6, 8, ["LC0101", "LC0102"])
    assert xuezuo("verify-tree").code == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_split_with_a_list(xuezuo, tmp_path, encoding):
    file = tmp_path / "名单.csv"
    file.write_bytes("姓名,党员编号,组织代码\n李委员,LC0002,LC12\n,,\n".encode(encoding))
    parts = ("--into", "LC11=机关一支部", "LC12=机关二支部", "--main", "LC11", "--members", str(file))
    old, first, second = xuezuo("unit", "split", "LC01", *parts, *BY, "--json").json["units"]
    assert [link["main"] for link in old["successors"]] == [True, False]
    assert (first["members_here"], second["members_here"], first["children"]) == (2, 1, ["LC0101", "LC0102"])


def test_dissolve_is_refused_with_members(xuezuo):
    refused = xuezuo("unit", "dissolve", "LC02", *BY)
    assert (refused.code, refused.out) == (1, "")
    assert "不能撤销" in refused.err
    xuezuo(
        "unit", "add", "LC05", "--name", "苗圃支部", "--kind", "branch", "--parent", "LC", "--on", "2025-01-01", *BY[2:]
    )
    assert xuezuo("unit", "dissolve", "LC05", *BY, "--json").json["to"] == "2025-06-16"


@pytest.mark.parametrize(
    "words",
    [
        ("merge", "LC02", "--into", "LC01"),
        ("split", "LC02", "--into", "LC11=甲", "LC12=乙", "--main", "LC11"),
        ("dissolve", "LC05"),
    ],
)
def test_no_end_before_what_is_recorded(xuezuo, cast, words):
    day = dt.date(2025, 6, 16)
    with acting_as(SYSTEM):
        factories.activity(cast.community, day, with_attendance=False)
        factories.activity(org.unit("LC05", parent="LC"), day, with_attendance=False)
    refused = xuezuo("unit", *words, *BY)
    assert (refused.code, refused.out) == (1, "")
    assert "还有 1 条已登记的组织生活记录，最晚一条在 2025-06-16" in refused.err


@pytest.mark.parametrize(
    "words",
    [
        ("move", "LC01", "--to", "LC"),
        ("move", "LC01", *BY),
        ("move", "LC01", "--to", "LC", "--on", "16.6.2025", "--document", "x"),
        ("split", "LC01", "--into", "LC11", "LC12=乙", "--main", "LC11", *BY),
        ("split", "LC01", "--into", "LC11=甲", "LC12=乙", "--main", "LC11", "--members", "/no/such.csv", *BY),
        ("add", "LC09", "--name", "甲", "--kind", "公司", "--parent", "LC", *BY),
    ],
)
def test_wrong_usage(xuezuo, words):
    assert xuezuo("unit", *words).code == 2


def test_a_list_without_its_columns_is_wrong_usage(xuezuo, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("编号,代码\n1,2\n", encoding="utf-8")
    words = ("--into", "A=甲", "B=乙", "--main", "A", "--members", str(file))
    assert xuezuo("unit", "split", "LC01", *words, *BY).code == 2


def test_verify_tree_has_findings(xuezuo, cast):
    assert xuezuo("verify-tree", "--json").json == {"findings": []}
    with acting_as(SYSTEM):
        Edge.objects.filter(unit=cast.first_group).delete()
    found = xuezuo("verify-tree", "--json")
    assert found.code == 1
    assert {finding["code"] for finding in found.json["findings"]} == {"group_without_branch", "closure_differs"}
    assert "LC0101" in xuezuo("verify-tree").out
