"""The story of a congress, told for a committee with two large branches."""

import pytest

from xuezuo.config.demo import review_congress
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.factories import MemberSpec
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.elections.models import Congress, Delegate, Election
from xuezuo.review.elections.tests.desk import AT
from xuezuo.review.elections.types import DelegateState, ElectionState

pytestmark = pytest.mark.django_db


def test_one_branch_has_elected_and_one_has_candidates(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_congress, "unit", lambda _code, _on: cast.committee)
    with acting_as(SYSTEM):
        for branch, prefix in ((cast.office, "LC01"), (cast.community, "LC02")):
            names = [MemberSpec(branch, f"丁{place}", f"{prefix}9{place}") for place in range(9)]
            factories.members(names)
        review_congress.congress(TODAY, AT)

        states = {one.unit_id: one.state for one in Election.objects.all()}
        assert states == {cast.office.pk: ElectionState.DONE, cast.community.pk: ElectionState.AGREED}
        found = [one.state for one in Delegate.objects.order_by("pk")]
        assert found == [DelegateState.QUALIFIED, DelegateState.ELECTED]
        assert Congress.objects.get().seats == 4
