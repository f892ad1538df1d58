"""Fixtures of the rules room: packs written to a folder, and the research behind the shipped ones."""

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from xuezuo.rules.tests.research import research_rules

BASE: dict[str, Any] = yaml.safe_load(
    """
id: base
level: national
title: 基础
effective: 2018-10-28
regulations:
  work: {document: 工作条例, issued: 2018-10-28, source: 全文}
  later: {document: 后来的条例, issued: 2021-01-01, source: 全文}
clauses:
  work.must: {regulation: work, article: 第一条, says: 每月一次。, force: mandatory, verified: true, evidence: text,
    checked_on: 2026-11-21}
  work.generally: {regulation: work, article: 第二条, says: 一般每月一次。, force: general, verified: true,
    evidence: text, checked_on: 2026-11-21}
  work.unverified: {regulation: work, article: 第三条, says: 据说每月一次。, force: mandatory, verified: false,
    evidence: memory, checked_on: 2026-11-21}
  later.must: {regulation: later, article: 第一条, says: 后来的要求。, force: mandatory, verified: true, evidence: text,
    checked_on: 2026-11-21}
parameters:
  size.least: {label: 最少人数, meaning: 用于检验。, quantity: members, stricter: higher,
    versions: [{from: 2018-10-28, value: 3, clause: work.must}]}
  size.most: {label: 最多人数, meaning: 用于检验。, quantity: members, stricter: lower,
    versions: [{from: 2018-10-28, value: 50, clause: work.must}]}
  basis.word: {label: 分母, meaning: 用于检验。, quantity: choice,
    versions: [{from: 2018-10-28, value: present, clause: work.must}]}
duties:
  monthly:
    label: 每月
    subjects: [branch]
    template: event_count
    period: month
    deed_kinds: [theme_day]
    exemptions: {founded_in_period: null, temporary_branch: work.generally}
    why: 为什么。
    what_counts: 怎么算。
    versions: [{from: 2018-10-28, required: 2, quantity: times, clause: work.must, also: [work.generally]}]
  optional:
    label: 一般
    subjects: [branch]
    template: event_count
    period: month
    deed_kinds: [lecture]
    why: 为什么。
    what_counts: 怎么算。
    versions: [{from: 2018-10-28, required: 2, quantity: times, clause: work.generally}]
  state:
    label: 状态
    subjects: [branch, committee]
    template: state_valid
    period: month
    state: size_within
    uses: {minimum: size.least}
    why: 为什么。
    what_counts: 怎么算。
    versions: [{from: 2018-10-28, required: 1, quantity: state, clause: work.must}]
"""
)

NARROW: dict[str, Any] = yaml.safe_load(
    """
id: ours
level: unit
scope: {units: [A1]}
title: 本单位
effective: 2024-01-01
regulations:
  ours: {document: 本单位制度, issued: 2024-01-01, source: 文件}
clauses:
  ours.must: {regulation: ours, article: null, says: 更严。, force: mandatory, verified: true, evidence: text,
    checked_on: 2026-11-21}
  ours.generally: {regulation: ours, article: null, says: 一般。, force: general, verified: true, evidence: text,
    checked_on: 2026-11-21}
overrides:
  duties:
    monthly: {versions: [{from: 2024-01-01, required: 3, quantity: times, clause: ours.must}]}
"""
)


@pytest.fixture(scope="session")
def research() -> dict[str, dict[str, Any]]:
    """The researched rules by id."""
    return research_rules()


@pytest.fixture
def base() -> dict[str, Any]:
    """A small sound national pack, to be changed by a test."""
    return copy.deepcopy(BASE)


@pytest.fixture
def narrow() -> dict[str, Any]:
    """A small sound pack of one unit above `base`, to be changed by a test."""
    return copy.deepcopy(NARROW)


type Writer = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Writer:
    """Write packs (values or text) as `<name>.yaml` into a folder and return the folder."""

    def writer(**packs: Any) -> Path:
        for name, pack in packs.items():
            text = pack if isinstance(pack, str) else yaml.safe_dump(pack, allow_unicode=True, sort_keys=False)
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return writer
