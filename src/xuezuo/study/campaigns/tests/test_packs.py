"""Campaign packs: those shipped are sound, faults are told with their place, and a new campaign needs no code."""

import datetime as dt
import itertools
from pathlib import Path

import pytest
import yaml

from xuezuo.rules.vocabulary import SubjectKind
from xuezuo.study.campaigns.errors import CampaignPacksInvalid, PackUnknown
from xuezuo.study.campaigns.exchange.loader import SHIPPED, pack_from, pack_get, packs
from xuezuo.study.campaigns.exchange.validating import is_campaign, validate_campaign
from xuezuo.study.campaigns.types.pack import CampaignModel
from xuezuo.study.campaigns.types.timing import never_asked, specs_of

THIRD = """
format: campaign
id: harvest-study
title: 秋收学习月
summary: 农忙过后集中学一个月。
batches:
  - {id: all, label: 全体, who: 各支部}
phases:
  - {id: month, label: 学习月, says: 学一个月。, from: 2025-10-01, last: 2025-10-31}
  - {id: after, label: 回访, says: 再看一看。, after_days: 40, days: 10}
actions:
  - {id: evening, label: 夜校, why: 白天忙，晚上学。, what_counts: 集中学习。, phase: month, subjects: [branch],
     unit_types: [village], deed_kinds: [study_session], required: 2}
  - {id: visit, label: 走访, why: 送学上门。, what_counts: 勾选的活动。, phase: after, subjects: [branch, group],
     deed_kinds: [theme_day], named: true, optional: true}
checklist:
  - {id: held, asks: 夜校办起来没有}
"""


def phase(key: str, **more: object) -> dict[str, object]:
    return {"id": key, "label": "一", "says": "说", **more}


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str = THIRD, name: str = "third.yaml") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_packs_shipped_are_sound_and_ask_only_what_ends() -> None:
    assert list(packs()) == ["two-studies-regular", "two-studies"]
    for path in SHIPPED.glob("*.yaml"):
        assert (is_campaign(path), validate_campaign(path)) == (True, [])
    for pack, start in itertools.product(packs().values(), (dt.date(2025, 2, 28), dt.date(2024, 2, 29))):
        for spec in specs_of(pack, pack.batches[0].id, start, ()):
            spec.check()
            assert spec.during.end is not None
            assert len(spec.label) <= 30
    with pytest.raises(PackUnknown):
        pack_get("no-such")


def test_a_third_campaign_is_only_a_file(written, settings) -> None:  # type: ignore[no-untyped-def]  # fixtures
    settings.CAMPAIGN_DIRS = [written().parent]
    pack = pack_get("harvest-study")
    first, second = specs_of(pack, "all", dt.date(2025, 9, 1), (7,))
    assert (first.during.start, first.during.end) == (dt.date(2025, 10, 1), dt.date(2025, 11, 1))
    assert (second.during.start, second.during.end) == (dt.date(2025, 10, 11), dt.date(2025, 10, 21))
    assert (second.subjects, second.is_required, second.only) == ((SubjectKind.BRANCH, SubjectKind.GROUP), False, (7,))


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"title": None}, "type", "title"),
        ({"note": "x"}, "unknown_key", "note"),
        ({"batches": []}, "value", "batches"),
        ({"phases": [phase("a")]}, "value", "phases[0]"),
        ({"phases": [phase("month", days=3, last=dt.date(2025, 1, 1))]}, "value", "phases[0]"),
        (
            {"phases": [phase("month", **{"from": dt.date(2025, 2, 1), "last": dt.date(2025, 1, 1)})]},
            "value",
            "phases[0].last",
        ),
        ({"phases": [phase("other", days=3)]}, "unknown_reference", "actions[0].phase"),
        ({"checklist": [{"id": "a", "asks": "一"}, {"id": "a", "asks": "二"}]}, "duplicate_id", "checklist[1].id"),
    ],
)
def test_each_fault_is_told_with_its_place(written, change: dict[str, object], code: str, path: str) -> None:  # type: ignore[no-untyped-def]  # fixtures
    data = yaml.safe_load(THIRD) | change
    found = validate_campaign(written(yaml.safe_dump(data, allow_unicode=True)))
    assert (code, path) in {(one.code, one.path) for one in found}
    assert all(one.line for one in found if one.path in data)


def test_an_action_that_cannot_be_a_duty_is_told(written) -> None:  # type: ignore[no-untyped-def]  # fixtures
    text = THIRD.replace("subjects: [branch, group]", "subjects: [branch, member]")
    [found] = validate_campaign(written(text))
    assert (found.path, "对象应为" in found.message) == ("actions[1].subjects", True)


def test_a_wrong_file_of_the_site_is_told_when_packs_are_offered(written, settings) -> None:  # type: ignore[no-untyped-def]  # fixtures
    path = written(THIRD.replace("harvest-study", "two-studies"), "again.yaml")
    settings.CAMPAIGN_DIRS = [path.parent]
    with pytest.raises(CampaignPacksInvalid, match="已在另一个"):
        packs()


def test_a_pack_reads_back_from_what_is_kept() -> None:
    for pack in packs().values():
        kept = pack.model_dump_json(by_alias=True)
        assert CampaignModel.model_validate_json(kept) == pack


def test_a_value_of_a_list_is_told_in_chinese(written) -> None:  # type: ignore[no-untyped-def]  # fixtures
    data = yaml.safe_load(THIRD) | {"format": "campain", "standards": {"planet": ["一"]}}
    found = {one.path: one.message for one in validate_campaign(written(yaml.safe_dump(data, allow_unicode=True)))}
    assert found["format"] == "应为 campaign。"
    assert found["standards.planet"].startswith("应为以下之一：village、community、")
    assert " or " not in found["standards.planet"]


def test_what_never_becomes_due_is_told_and_does_not_forbid(written) -> None:  # type: ignore[no-untyped-def]  # fixtures
    path = written(THIRD.replace("named: true", "named: true, period: quarter"))
    [found] = validate_campaign(path)
    assert (found.code, found.path, found.is_warning) == ("never_due", "actions[1].period", True)
    assert "如果 2026-01-01 开始，这段时间是 2026-02-10 至 2026-02-19，" in found.message
    assert pack_from(path).id == "harvest-study"


def test_what_never_falls_due_is_known_on_the_day_of_the_start(written) -> None:  # type: ignore[no-untyped-def]  # fixtures
    text = THIRD.replace("named: true, optional: true", "named: true, period: month").replace("days: 10", "days: 35")
    pack = pack_from(written(text))
    assert never_asked(pack, "all", dt.date(2026, 1, 1)) == ["走访"]  # from 10 February to 16 March
    assert never_asked(pack, "all", dt.date(2025, 12, 20)) == []  # from 29 January to 4 March


def test_whether_something_becomes_due_is_found_by_trying(written) -> None:  # type: ignore[no-untyped-def]  # fixtures
    """The length of a phase does not say it: what counts is whether a whole period lies inside."""

    def told(first: str, last: str, period: str) -> list[str]:
        data = yaml.safe_load(THIRD)
        phase = next(one for one in data["phases"] if one["id"] == data["actions"][1]["phase"])
        for name in ("after_days", "days"):
            phase.pop(name, None)
        phase |= {"from": dt.date.fromisoformat(first), "last": dt.date.fromisoformat(last)}
        data["actions"][1] |= {"period": period}
        return [one.message for one in validate_campaign(written(yaml.safe_dump(data, allow_unicode=True)))]

    assert told("2026-02-01", "2026-02-28", "month") == []
    [message] = told("2026-01-02", "2026-02-27", "month")  # fifty-seven days without a whole month
    assert "，这段时间是 2026-01-02 至 2026-02-27，其中没有一个完整的月，一次也不会要求" in message
    assert told("2026-01-01", "2026-03-31", "quarter") == []
    assert len(told("2026-02-01", "2026-06-29", "quarter")) == 1
    assert len(told("2026-01-02", "2026-12-31", "year")) == 1
    assert told("2026-03-02", "2026-03-05", "span") == []


def test_a_fault_stands_at_its_field(written) -> None:  # type: ignore[no-untyped-def]  # fixtures
    for more, field in (("template: sum_per_member", "template"), ("by_posts: [secretary]", "by_posts")):
        [found] = validate_campaign(written(THIRD.replace("named: true", f"named: true, {more}")))
        assert found.path == f"actions[1].{field}"
