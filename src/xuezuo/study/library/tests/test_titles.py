"""Texts that somebody names by their titles."""

import datetime as dt

import pytest

from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.library.queries import Named, materials_named
from xuezuo.study.library.services import material_withdraw
from xuezuo.study.library.tests import factories

pytestmark = pytest.mark.django_db
DAY, LATER = dt.date(2024, 5, 1), dt.date(2025, 5, 1)


def text(number: int) -> tuple[str, ...]:
    return (f"第{number}篇的正文，说的是第{number}件事情。" * 5,)


def found(actor, *named: Named) -> list[str | None]:
    with acting_as(actor):
        return [one and one.body for one in materials_named(actor, named, TODAY)]


def test_a_title_in_any_dressing_is_found(cast: Cast) -> None:
    with acting_as(SYSTEM):
        factories.material(cast.committee, "《中国共产党章程》", text(1))
        factories.material(cast.committee, "《中国共产党章程》学习辅导", text(2))
        factories.material(cast.committee, "中國共產黨廉潔自律準則", text(3))
    asked = ("中国共产党章程", "“中国共产党廉洁自律准则”", "中国共产党", "没有的", "！")
    got = found(cast.actor(cast.zhao), *map(Named, asked))
    assert [bool(one) for one in got] == [True, True, False, False, False]
    assert got[0].startswith("第1篇")
    assert found(cast.actor(cast.zhou), Named("中国共产党章程")) == [None]  # not open to outsiders
    assert materials_named(SYSTEM, [], TODAY) == []


def test_of_several_the_nearest_is_taken(cast: Cast) -> None:
    with acting_as(SYSTEM):
        factories.material(cast.committee, "讲话", text(1), published_on=DAY, source="学习时报")
        last = factories.material(cast.committee, "讲话", text(2), published_on=LATER, source="人民日报")
        factories.material(cast.committee, "《讲话》", text(3), published_on=dt.date(2025, 6, 1))
    asked = (Named("讲话"), Named("讲话", "学习时报"), Named("讲话", published_on=DAY), Named("讲话", "", TODAY))
    assert [one and one[1] for one in found(SYSTEM, *asked)] == ["2", "1", "1", None]
    with acting_as(SYSTEM):
        material_withdraw(actor=SYSTEM, material=last, reason="有误", at=factories.AT)
    assert found(SYSTEM, Named("讲话"))[0][1] == "1"
