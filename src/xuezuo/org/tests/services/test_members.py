"""Entering, correcting, promoting, ending members; affiliations beside the formal one."""

import dataclasses
import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.errors import movement as moves
from xuezuo.org.errors import people as errors
from xuezuo.org.errors.structure import UnitNotAlive
from xuezuo.org.models import Affiliation, Member, Post, Stage
from xuezuo.org.services import people
from xuezuo.org.services.people import Personal
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.services.conftest import AT
from xuezuo.org.types import AffiliationKind, MemberStage, PostKind, Sex
from xuezuo.platform.access import SYSTEM, acting_as

NEW = Personal("单小兰", Sex.FEMALE, dt.date(2000, 1, 1), dt.date(2025, 6, 1), nation="壮族", education="大学")
DAY = dt.timedelta(days=1)


def enroll(stage, by, unit, personal=NEW, number="LC0100", on=TODAY):
    with stage.acts(by) as actor:
        return people.member_enroll(actor=actor, unit=unit, number=number, personal=personal, on=on, at=AT)


def spans(model, member: Member) -> list[tuple[str, dt.date, dt.date | None]]:
    with acting_as(SYSTEM):
        rows = model.objects.filter(member=member).order_by("during")
        field = {Stage: "stage", Affiliation: "unit_id", Post: "kind"}[model]
        return [(getattr(row, field), row.during.lower, row.during.upper) for row in rows]


class TestEnroll:
    def test_it_enters_member_stage_and_affiliation(self, stage, cast: Cast):
        member = enroll(stage, cast.wang, cast.first_group)
        assert (member.pinyin, member.initials) == ("shanxiaolan", "sxl")
        assert spans(Stage, member) == [(MemberStage.PROBATIONARY, NEW.joined_on, None)]
        assert spans(Affiliation, member) == [(cast.first_group.pk, TODAY, None)]
        entry = trail().get()
        assert (entry.name, entry.unit_id, entry.member_uid) == (
            "org.member_enrolled",
            cast.first_group.pk,
            member.uid,
        )
        assert "单" not in str(trail().values().get())

    def test_a_full_member_has_two_stages(self, stage, cast: Cast):
        full = dataclasses.replace(NEW, joined_on=dt.date(2020, 1, 1), full_on=dt.date(2021, 1, 1))
        member = enroll(stage, cast.wang, cast.office, full)
        assert spans(Stage, member) == [
            (MemberStage.PROBATIONARY, full.joined_on, full.full_on),
            (MemberStage.FULL, full.full_on, None),
        ]

    def test_before_there_was_probation_there_is_one_stage(self, stage, cast: Cast):
        old = dataclasses.replace(NEW, born_on=dt.date(1925, 1, 1), joined_on=dt.date(1948, 7, 1))
        member = enroll(stage, cast.wang, cast.office, dataclasses.replace(old, full_on=old.joined_on))
        assert spans(Stage, member) == [(MemberStage.FULL, old.joined_on, None)]

    def test_a_committee_takes_no_members(self, stage, cast: Cast):
        with pytest.raises(errors.UnitTakesNoMembers):
            enroll(stage, cast.wu, cast.committee)

    @pytest.mark.parametrize("who", ["li", "zhao", "zheng", "sun"])
    def test_others_may_not(self, stage, cast: Cast, who):
        refusal = Forbidden if who in {"li", "zhao", "sun"} else NotFound
        with pytest.raises(refusal):
            enroll(stage, getattr(cast, who), cast.office)

    def test_an_outsider_finds_nothing(self, stage, cast: Cast):
        with pytest.raises(NotFound):
            enroll(stage, cast.zhou, cast.office)

    def test_a_number_is_used_once_even_out_of_sight(self, stage, cast: Cast):
        with pytest.raises(errors.NumberTaken):
            enroll(stage, cast.wang, cast.office, number="HK0001")

    @pytest.mark.parametrize("number", ["", "  ", "A B", "x" * 41])
    def test_odd_numbers(self, stage, cast: Cast, number):
        with pytest.raises(errors.BadMemberField):
            enroll(stage, cast.wang, cast.office, number=number)

    @pytest.mark.parametrize(
        "fault",
        [
            {"name": " "},
            {"name": "x" * 61},
            {"born_on": dt.date(2007, 6, 2)},
            {"full_on": dt.date(2025, 5, 31)},
        ],
    )
    def test_impossible_persons(self, stage, cast: Cast, fault):
        with pytest.raises(errors.BadMemberField):
            enroll(stage, cast.wang, cast.office, dataclasses.replace(NEW, **fault))

    def test_not_before_joining(self, stage, cast: Cast):
        with pytest.raises(errors.DayBeforeJoining):
            enroll(stage, cast.wang, cast.office, on=NEW.joined_on - DAY)

    def test_not_before_the_unit(self, stage, cast: Cast):
        old = dataclasses.replace(NEW, born_on=dt.date(1950, 1, 1), joined_on=dt.date(1970, 1, 1))
        with pytest.raises(UnitNotAlive):
            enroll(stage, cast.wang, cast.office, old, on=dt.date(2000, 1, 1))


class TestCorrect:
    def correct(self, stage, by, member, reason="户口本核对", **changes):
        base = Personal(
            **{name.name: getattr(member, name.name) for name in dataclasses.fields(Personal)},
        )
        with stage.acts(by) as actor:
            return people.member_correct(
                actor=actor, member=member, personal=dataclasses.replace(base, **changes), reason=reason, at=AT
            )

    def test_it_changes_and_names_the_fields_only(self, stage, cast: Cast):
        member = self.correct(stage, cast.wang, cast.zhao, name="曾党员", nation="回族")
        assert (member.name, member.pinyin) == ("曾党员", "zengdangyuan")
        entry = trail().get()
        assert (entry.name, entry.after, entry.reason) == (
            "org.member_corrected",
            {"fields": "name nation"},
            "户口本核对",
        )

    @pytest.mark.parametrize(
        ("joined_on", "full_on"),
        [
            (dt.date(2016, 7, 1), dt.date(2018, 7, 1)),
            (dt.date(2016, 7, 1), dt.date(2017, 1, 1)),
            (dt.date(2018, 7, 1), dt.date(2019, 7, 1)),
            (dt.date(2010, 7, 1), dt.date(2011, 7, 1)),
            (dt.date(2016, 7, 1), dt.date(2016, 7, 1)),
            (dt.date(2016, 7, 1), None),
        ],
    )
    def test_dates_move_the_stages(self, stage, cast: Cast, joined_on, full_on):
        member = self.correct(stage, cast.wang, cast.zhao, joined_on=joined_on, full_on=full_on)
        expected = [
            (MemberStage.PROBATIONARY, joined_on, full_on),
            (MemberStage.FULL, full_on, None),
        ]
        if full_on is None:
            expected.pop()
        elif full_on == joined_on:
            expected.pop(0)
        assert spans(Stage, member) == expected
        back = self.correct(stage, cast.wang, member, joined_on=factories.JOINED, full_on=cast.zhao.full_on)
        assert len(spans(Stage, back)) == 2

    def test_a_reason_is_needed(self, stage, cast: Cast):
        with pytest.raises(errors.ReasonMissing):
            self.correct(stage, cast.wang, cast.zhao, reason="错", name="曾党员")

    def test_something_has_to_change(self, stage, cast: Cast):
        with pytest.raises(errors.NothingChanged):
            self.correct(stage, cast.wang, cast.zhao)

    def test_only_those_who_keep_the_record(self, stage, cast: Cast):
        for who, refusal in (("li", Forbidden), ("zhao", Forbidden), ("zhou", NotFound), ("zheng", NotFound)):
            with pytest.raises(refusal):
                self.correct(stage, getattr(cast, who), cast.zhao, name="曾党员")
        assert not trail().exists()


class TestStages:
    def promote(self, stage, cast, member, on, by=None):
        with stage.acts(by or cast.wang) as actor:
            return people.member_promote(actor=actor, member=member, on=on, document="支部大会决议", at=AT)

    def test_a_year_of_probation_then_full(self, stage, cast: Cast):
        member = self.promote(stage, cast, cast.qian, dt.date(2026, 1, 10))
        assert member.full_on == dt.date(2026, 1, 10)
        assert spans(Stage, member)[1] == (MemberStage.FULL, dt.date(2026, 1, 10), None)
        assert stage.entries() == ["org.member_promoted"]
        with pytest.raises(errors.NotProbationary):
            self.promote(stage, cast, cast.qian, dt.date(2026, 1, 11))

    def test_not_a_day_earlier(self, stage, cast: Cast):
        with pytest.raises(errors.ProbationNotOver, match="2026-01-10"):
            self.promote(stage, cast, cast.qian, dt.date(2026, 1, 9))

    def test_full_members_are_full(self, stage, cast: Cast):
        with pytest.raises(errors.NotProbationary):
            self.promote(stage, cast, cast.zhao, TODAY)

    def end(self, stage, cast, member, on=TODAY, by=None):
        with stage.acts(by or cast.wang) as actor:
            return people.member_end(actor=actor, member=member, on=on, reason="本人去世", at=AT)

    @pytest.mark.usefixtures("system")
    def test_the_end_ends_everything(self, stage, cast: Cast):
        factories.post(cast.zhao, cast.first_group, PostKind.GROUP_LEADER)
        factories.affiliation(cast.zhao, cast.community, AffiliationKind.RESIDENCE)
        member = self.end(stage, cast, cast.zhao)
        assert spans(Stage, member)[-1] == (MemberStage.ENDED, TODAY, None)
        assert {end for *_, end in spans(Affiliation, member) + spans(Post, member)} == {TODAY}
        with pytest.raises(errors.MemberEnded):
            self.end(stage, cast, cast.zhao, TODAY + DAY, cast.wu)

    @pytest.mark.usefixtures("system")
    def test_what_comes_later_stands_in_the_way(self, stage, cast: Cast):
        factories.post(cast.zhao, cast.first_group, PostKind.GROUP_LEADER, since=TODAY)
        with pytest.raises(errors.LaterEntries):
            self.end(stage, cast, cast.zhao)


class TestAffiliations:
    def add(self, stage, by, member, unit, kind=AffiliationKind.FLOATING, on=TODAY):
        with stage.acts(by) as actor:
            return people.affiliation_add(
                actor=actor, member=member, unit=unit, kind=kind, on=on, reason="在本地务工", at=AT
            )

    def test_the_receiving_branch_enters_a_floating_member_it_cannot_see(self, stage, cast: Cast):
        made = self.add(stage, cast.zhou, cast.zhao, cast.other_branch)
        assert (made.kind, made.during.lower) == (AffiliationKind.FLOATING, TODAY)
        assert trail().get().unit_id == cast.other_branch.pk

    def test_not_twice(self, stage, cast: Cast):
        self.add(stage, cast.zhou, cast.zhao, cast.other_branch, on=TODAY + DAY)
        with pytest.raises(errors.AffiliationRunning):
            self.add(stage, cast.zhou, cast.zhao, cast.other_branch)

    def test_formal_ones_are_transferred(self, stage, cast: Cast):
        with pytest.raises(errors.FormalIsTransferred):
            self.add(stage, cast.zhou, cast.zhao, cast.other_branch, AffiliationKind.FORMAL)
        with acting_as(SYSTEM):
            row = Affiliation.objects.get(member=cast.zhao)
        with stage.acts(cast.wang) as actor, pytest.raises(errors.FormalIsTransferred):
            people.affiliation_end(actor=actor, affiliation=row, on=TODAY, reason="不再编入", at=AT)

    def test_not_into_other_peoples_units(self, stage, cast: Cast):
        with pytest.raises(NotFound):
            self.add(stage, cast.zhou, cast.zhao, cast.community)

    def test_it_ends_with_a_reason(self, stage, cast: Cast):
        made = self.add(stage, cast.zhou, cast.zhao, cast.other_branch, on=TODAY - DAY)
        with stage.acts(cast.zhou) as actor:
            people.affiliation_end(actor=actor, affiliation=made, on=TODAY, reason="已返回原籍", at=AT)
            assert made.during.upper == TODAY
            with pytest.raises(errors.AffiliationOver):
                people.affiliation_end(actor=actor, affiliation=made, on=TODAY, reason="已返回原籍", at=AT)

    def regroup(self, stage, cast, unit, on=TODAY, by=None):
        with stage.acts(by or cast.wang) as actor:
            return people.member_regroup(actor=actor, member=cast.zhao, unit=unit, on=on, at=AT)

    def test_regrouping_inside_the_branch(self, stage, cast: Cast):
        self.regroup(stage, cast, cast.second_group)
        assert spans(Affiliation, cast.zhao) == [
            (cast.first_group.pk, factories.JOINED, TODAY),
            (cast.second_group.pk, TODAY, None),
        ]
        with pytest.raises(errors.AffiliationRunning):
            self.regroup(stage, cast, cast.second_group, TODAY + DAY)
        with pytest.raises(errors.LaterEntries):
            self.regroup(stage, cast, cast.first_group, TODAY)

    def test_regrouping_stays_in_the_branch(self, stage, cast: Cast):
        with pytest.raises(errors.NotInSameBranch):
            self.regroup(stage, cast, cast.community, by=cast.wu)
        with pytest.raises(moves.NoFormalAffiliation):
            self.regroup(stage, cast, cast.second_group, dt.date(2016, 6, 1))


class TestRenumber:
    def renumber(self, stage, by, member, number, reason="按信息库核对"):
        with stage.acts(by) as actor:
            return people.member_renumber(actor=actor, member=member, number=number, reason=reason, at=AT)

    def test_a_wrong_number_is_put_right(self, stage, cast: Cast):
        assert self.renumber(stage, cast.wang, cast.zhao, " LC0303 ").number == "LC0303"
        entry = trail().get()
        assert (entry.name, entry.after, entry.reason) == (
            "org.member_renumbered",
            {"fields": "number"},
            "按信息库核对",
        )
        assert "LC0303" not in str(trail().values().get())

    @pytest.mark.parametrize(
        ("number", "reason", "error"),
        [
            ("HK0001", "按信息库核对", errors.NumberTaken),  # of a branch the secretary does not see
            ("LC0003", "按信息库核对", errors.NothingChanged),
            ("LC 303", "按信息库核对", errors.BadMemberField),
            ("LC0303", " ", errors.ReasonMissing),
        ],
    )
    def test_what_cannot_be(self, stage, cast: Cast, number, reason, error):
        with pytest.raises(error):
            self.renumber(stage, cast.wang, cast.zhao, number, reason)

    def test_only_by_who_may_change_the_member(self, stage, cast: Cast):
        with pytest.raises(Forbidden):
            self.renumber(stage, cast.li, cast.zhao, "LC0303")
        with pytest.raises(NotFound):
            self.renumber(stage, cast.zhou, cast.zhao, "LC0303")
