"""The story of democratic evaluation, told for the branches of the cast."""

import random

import pytest

from xuezuo.config.demo import review_evaluation
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.evaluation.models import Part, Verdict
from xuezuo.review.evaluation.types import Step

pytestmark = pytest.mark.django_db


def test_one_branch_is_through_and_one_is_voting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    units = {"QH05": cast.committee, "QH0501": cast.office, "QH0502": cast.community}
    monkeypatch.setattr(review_evaluation, "unit", lambda code, _on: units[code])
    with acting_as(SYSTEM):
        review_evaluation.evaluate(random.Random(1), TODAY)
        steps = {part.unit_id: part.step for part in Part.objects.select_related("poll")}
        assert steps == {cast.office.pk: Step.FINISHED, cast.community.pk: Step.BALLOT}
        assert Verdict.objects.filter(grade="excellent").count() <= 1
