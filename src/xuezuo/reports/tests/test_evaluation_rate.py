"""The newspaper's numbers of democratic evaluation (document D3), from the branches up to the sentence in a text."""

import random

import pytest

from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.reports.overview.check import check_text
from xuezuo.review.evaluation.models import PastCount
from xuezuo.review.evaluation.queries.figures import figures_of, sentence
from xuezuo.review.evaluation.tests.test_counts import past
from xuezuo.review.evaluation.types import Counts

EVALUATED, GOOD = 175_955, 170_329  # document D3, which prints 96.81 %
BRANCHES = 400


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
