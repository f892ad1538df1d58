"""The newspaper's numbers of democratic evaluation (document D3), from the branches up to the sentence in a text."""

import dataclasses
import datetime as dt
import random

import pytest
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as, beyond_scope
from xuezuo.reports.figures import definition, value_of
from xuezuo.reports.overview.chapters import overview
from xuezuo.reports.overview.check import check_text
from xuezuo.reports.queries.behind import behind, extra_figures
from xuezuo.reports.queries.choices import asked_between
from xuezuo.reports.queries.reviews import evaluation_totals
from xuezuo.reports.types import Held
from xuezuo.review.evaluation.models import PastCount
from xuezuo.review.evaluation.queries.figures import figures_of, sentence
from xuezuo.review.evaluation.tests.test_counts import past
from xuezuo.review.evaluation.types import Counts

EVALUATED, GOOD = 175_955, 170_329  # document D3, which prints 96.81 %
BRANCHES = 400
YEAR = asked_between(dt.date(2024, 1, 1), dt.date(2025, 1, 1), Held.THEN, TODAY)


def spread(total: int, places: int, chance: random.Random) -> list[int]:
    """Split a number into so many whole parts."""
    cuts = sorted(chance.randrange(total + 1) for _ in range(places - 1))
    return [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]


@pytest.mark.django_db
def test_the_newspapers_numbers_come_to_96_80_percent_from_the_branches(cast) -> None:
    chance = random.Random(3)
    good, bad = spread(GOOD, BRANCHES, chance), spread(EVALUATED - GOOD, BRANCHES, chance)
    with acting_as(SYSTEM):
        middle = org.units(*(org.UnitSpec(f"LC9{n}", f"党总支{n}", "general_branch", "LC") for n in range(4)))
        units = org.units(*(org.UnitSpec(f"B{n:04}", f"支部{n}", parent=f"LC9{n % 4}") for n in range(BRANCHES)))
        rows = zip(units.values(), good, bad, strict=True)
        PastCount.objects.bulk_create(past(unit, Counts(g // 4, g - g // 4, b, 0)) for unit, g, b in rows)
    actor = cast.actor(cast.wu)
    top = figures_of(actor, cast.committee.pk, 2024, TODAY, is_today=False)
    assert top.total is not None
    assert (top.total.evaluated, top.total.good, top.total.rate) == (EVALUATED, GOOD, "96.80")
    assert sum(line.evaluated for line in top.lines) == EVALUATED
    below = [figures_of(actor, unit.pk, 2024, TODAY, is_today=False) for unit in middle.values()]
    assert sum((one.total for one in below if one.total), Counts()) == top.total
    said = sentence(top)
    assert "175955名" in said
    assert check_text(said) == ()
    wrong = said.replace("96.80%", "96.81%").replace("175955", "175,955")
    assert [(one.found, one.expected) for one in check_text(wrong)] == [("96.81%", "96.80%")]
    _in_reports(cast, units)


def _in_reports(cast, units) -> None:
    """The registry, the overview and the rows behind say the same numbers."""
    scope = YEAR.scope(cast.committee.pk)
    with acting_as(cast.actor(cast.wu)), beyond_scope():
        found = extra_figures(scope)
        assert (found["evaluation.evaluated"], found["evaluation.told"]) == (EVALUATED, EVALUATED)
        assert value_of(definition("evaluation.good"), found) == str(GOOD)
        assert value_of(definition("evaluation.good_rate"), found) == "96.80"
        rows = list(behind(scope, "evaluation.excellent").stream())
        assert [row.unit.code for row in rows] == ["LC90", "LC91", "LC92", "LC93"]
        assert sum(row.quantity for row in rows) == found["evaluation.excellent"]
        told = "".join(one.text for one in _sentences(scope))
        assert "合格及以上170329名，占96.80%。" in told
        leaf = evaluation_totals(YEAR.scope(next(iter(units.values())).pk))
        assert leaf["evaluation.evaluated"] > 0


def _sentences(scope):
    written = overview(scope, YEAR)
    chapter = next(one for one in written.chapters if one.title == "评议和整改")
    return [sentence for paragraph in chapter.paragraphs for sentence in paragraph.sentences]


@pytest.mark.django_db
def test_reports_tell_no_grades_of_few_people(cast) -> None:
    with acting_as(SYSTEM):
        PastCount.objects.bulk_create([past(cast.office, Counts(3, 9, 0, 0)), past(cast.community, Counts(1, 7, 1, 0))])
    with acting_as(cast.actor(cast.wu)), beyond_scope():
        top, office, community = (
            evaluation_totals(YEAR.scope(unit.pk)) for unit in (cast.committee, cast.office, cast.community)
        )
        assert (top["evaluation.evaluated"], top["evaluation.told"], top["evaluation.nearly"]) == (21, 21, 1)
        pool = list(behind(YEAR.scope(cast.committee.pk), "evaluation.nearly").stream())
        assert [(row.unit.code, row.asked, row.quantity) for row in pool] == [("LC", 21, 1)]
        for alone, number in ((office, 12), (community, 9)):  # nine would be told by leaving twelve out
            assert alone["evaluation.evaluated"] == number
            assert sum(alone.values()) == number
        chapter = "".join(one.text for one in _sentences(YEAR.scope(cast.community.pk)))
        assert "共评议党员9名。人数少，不分列等次。" in chapter
        part = dataclasses.replace(YEAR.scope(cast.committee.pk), start=dt.date(2024, 2, 1))
        assert set(evaluation_totals(part).values()) == {0}


@pytest.mark.django_db
def test_the_roll_up_shows_the_share_and_leads_to_what_is_behind(cast, client, monkeypatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with acting_as(SYSTEM):
        rows = [past(cast.office, Counts(30, 60, 5, 5)), past(cast.community, Counts(5, 5, 5, 5))]
        PastCount.objects.bulk_create(rows)
    client.force_login(cast.account(cast.wu))
    page = client.get(reverse("reports:rollup", args=[cast.committee.uid]) + f"?{YEAR.query}").content.decode()
    assert "83.33" in page
    url = reverse("reports:behind", args=[cast.committee.uid]) + f"?{YEAR.query}&figure=evaluation.excellent"
    page = client.get(url).content.decode()
    assert f"{reverse('evaluation:counts', args=[cast.office.uid])}?year=2024" in page
