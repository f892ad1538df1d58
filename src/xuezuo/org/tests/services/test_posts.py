"""Posts and terms."""

import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.errors import people as person_errors
from xuezuo.org.errors import posts as errors
from xuezuo.org.errors.structure import UnitNotAlive
from xuezuo.org.models import Post, Term, Unit
from xuezuo.org.services import people
from xuezuo.org.services.people import Appointment
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.services.conftest import AT
from xuezuo.org.types import PostKind, Role
from xuezuo.platform.access import SYSTEM, Grant, acting_as

DAY = dt.timedelta(days=1)


def appoint(stage, by, member, unit, kind, *, on=TODAY, title=""):
    with stage.acts(by) as actor:
        return people.post_appoint(
            actor=actor,
            member=member,
            unit=unit,
            appointment=Appointment(kind, "批复〔2025〕3号", title),
            on=on,
            at=AT,
        )


def end(stage, by, post, on=TODAY):
    with stage.acts(by) as actor:
        return people.post_end(actor=actor, post=post, on=on, reason="换届改选", at=AT)


def test_a_post_gives_a_role_from_that_day(stage, cast: Cast):
    post = appoint(stage, cast.wang, cast.wu, cast.office, PostKind.COMMITTEE_MEMBER, title="宣传委员")
    assert post.title == "宣传委员"
    assert Grant(Role.COMMITTEE_MEMBER, cast.office.pk) in cast.actor(cast.wu).grants
    assert Grant(Role.COMMITTEE_MEMBER, cast.office.pk) not in cast.actor(cast.wu, TODAY - DAY).grants
    entry = trail().get()
    assert (entry.name, entry.unit_id, entry.after["title"]) == ("org.post_appointed", cast.office.pk, "宣传委员")


def test_leaders_are_ordinary_members_of_a_branch(stage, cast: Cast):
    with acting_as(SYSTEM):
        factories.affiliation(cast.zhao, cast.office)
    post = appoint(stage, cast.wu, cast.zhao, cast.committee, PostKind.SECRETARY)
    assert post.unit == cast.committee


@pytest.mark.parametrize("kind", [PostKind.SECRETARY, PostKind.DEPUTY, PostKind.FIRST_SECRETARY])
def test_a_secretary_does_not_make_secretaries_of_the_own_branch(stage, cast: Cast, kind):
    with pytest.raises(errors.NeedsSuperior):
        appoint(stage, cast.wang, cast.li, cast.office, kind)


def test_the_organizer_above_does(stage, cast: Cast):
    with pytest.raises(errors.PostOccupied):
        appoint(stage, cast.wu, cast.li, cast.office, PostKind.SECRETARY)
    with acting_as(SYSTEM):
        old = Post.objects.get(member=cast.wang)
    with pytest.raises(errors.NeedsSuperior):
        end(stage, cast.wang, old)
    end(stage, cast.wu, old)
    appoint(stage, cast.wu, cast.li, cast.office, PostKind.SECRETARY)
    with pytest.raises(errors.PostOver):
        end(stage, cast.wu, old)
    assert stage.entries() == ["org.post_ended", "org.post_appointed"]


def test_a_first_secretary_comes_from_elsewhere(stage, cast: Cast):
    assert appoint(stage, cast.wu, cast.zheng, cast.office, PostKind.FIRST_SECRETARY).kind == "first_secretary"


def test_branch_posts_go_to_the_branchs_own(stage, cast: Cast):
    with pytest.raises(errors.NotOfThisUnit):
        appoint(stage, cast.wu, cast.zheng, cast.office, PostKind.COMMITTEE_MEMBER)
    assert appoint(stage, cast.wang, cast.zhao, cast.office, PostKind.COMMITTEE_MEMBER)
    assert appoint(stage, cast.wang, cast.zhao, cast.first_group, PostKind.GROUP_LEADER)


def test_probationary_members_are_not_elected(stage, cast: Cast):
    with pytest.raises(errors.ProbationaryHoldsNoPost):
        appoint(stage, cast.wang, cast.qian, cast.office, PostKind.COMMITTEE_MEMBER)


def test_not_twice(stage, cast: Cast):
    with pytest.raises(errors.PostHeld):
        appoint(stage, cast.wang, cast.li, cast.office, PostKind.COMMITTEE_MEMBER)


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("office", PostKind.GROUP_LEADER),
        ("first_group", PostKind.SECRETARY),
        ("office", PostKind.INSPECTOR),
        ("committee", PostKind.GROUP_LEADER),
    ],
)
def test_posts_fit_units(stage, cast: Cast, unit, kind):
    with pytest.raises(errors.PostDoesNotFit):
        appoint(stage, cast.wu, cast.zhao, getattr(cast, unit), kind)


def test_days_have_to_fit(stage, cast: Cast):
    with pytest.raises(UnitNotAlive):
        appoint(stage, cast.wang, cast.zhao, cast.office, PostKind.COMMITTEE_MEMBER, on=dt.date(2000, 1, 1))
    with pytest.raises(person_errors.DayBeforeJoining):
        appoint(stage, cast.wang, cast.zhao, cast.office, PostKind.COMMITTEE_MEMBER, on=dt.date(2016, 1, 1))


def test_others_may_not(stage, cast: Cast):
    for who, refusal in (("li", Forbidden), ("zhao", Forbidden), ("sun", Forbidden), ("zhou", NotFound)):
        with pytest.raises(refusal):
            appoint(stage, getattr(cast, who), cast.zhao, cast.office, PostKind.COMMITTEE_MEMBER)


class TestTerms:
    def begin(self, stage, by, unit, on=TODAY, years=None):
        with stage.acts(by) as actor:
            return people.term_begin(actor=actor, unit=unit, on=on, document="批复〔2025〕4号", years=years, at=AT)

    def test_the_rule_says_how_long(self, stage, cast: Cast):
        assert self.begin(stage, cast.wang, cast.office).due_on == dt.date(2028, 6, 16)
        assert self.begin(stage, cast.wu, cast.committee).due_on == dt.date(2030, 6, 16)
        village = Unit.objects.get(pk=cast.other_branch.pk)
        assert people.term_years(village, TODAY) == 5

    def test_the_next_one_ends_the_last(self, stage, cast: Cast):
        first = self.begin(stage, cast.wang, cast.office, dt.date(2022, 6, 1))
        second = self.begin(stage, cast.wang, cast.office)
        first.refresh_from_db()
        assert (first.during.upper, second.ordinal) == (TODAY, 2)
        with pytest.raises(errors.TermRunning):
            self.begin(stage, cast.wang, cast.office)
        assert stage.entries() == ["org.term_begun"] * 2

    def test_it_can_end_without_another(self, stage, cast: Cast):
        term = self.begin(stage, cast.wang, cast.office)
        with stage.acts(cast.wang) as actor:
            with pytest.raises(errors.TermOver):
                people.term_end(actor=actor, term=term, on=TODAY, reason="支部撤并", at=AT)
            people.term_end(actor=actor, term=term, on=TODAY + DAY, reason="支部撤并", at=AT)
        assert Term.objects.get().during.upper == TODAY + DAY

    @pytest.mark.parametrize(("on", "years"), [(dt.date(2016, 1, 1), None), (TODAY, 6), (TODAY, 0)])
    def test_without_a_rule_the_document_says(self, stage, cast: Cast, on, years):
        with pytest.raises(errors.TermLengthUnknown):
            self.begin(stage, cast.wang, cast.office, on, years)

    def test_groups_have_no_terms(self, stage, cast: Cast):
        with pytest.raises(errors.TermLengthUnknown):
            self.begin(stage, cast.wang, cast.first_group)
