"""Two tellers count without seeing each other's numbers."""

import pytest

from xuezuo.kernel.errors import Forbidden
from xuezuo.platform.access import acting_as
from xuezuo.review.ballots import errors
from xuezuo.review.ballots.models import Sheet
from xuezuo.review.ballots.queries import poll_get
from xuezuo.review.ballots.queries.paper import paper_state
from xuezuo.review.ballots.services import paper_count, paper_issue, paper_recount, poll_close, tellers_appoint
from xuezuo.review.ballots.tests import desk
from xuezuo.review.ballots.types import Difference, ItemCount, ItemSpec, PollSpec, TellerSheet

pytestmark = pytest.mark.django_db


def test_the_first_sheet_is_unseen_and_the_second_shows_differences(cast):
    poll = desk.with_tellers(cast)
    first = desk.count(cast, poll, cast.li, desk.sheet())
    assert (first.entered, first.adopted, first.differences) == (1, None, ())
    assert paper_state(poll, cast.zhao.pk).mine is None
    with acting_as(cast.actor(cast.zhao)):
        assert not Sheet.objects.exists()
    second = desk.count(cast, poll, cast.zhao, desk.sheet((3, 1, 1)))
    assert second.adopted is None
    assert second.differences == (Difference("乙同志：赞成", 2, 1), Difference("乙同志：不赞成", 2, 3))
    with pytest.raises(errors.PaperNotCounted):
        poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)


def test_a_recount_begins_anew_with_a_reason(cast):
    poll, wang = desk.with_tellers(cast), cast.actor(cast.wang)
    desk.count(cast, poll, cast.li, desk.sheet())
    desk.count(cast, poll, cast.zhao, desk.sheet((3, 1, 1)))
    with pytest.raises(errors.SheetTwice):
        desk.count(cast, poll, cast.zhao, desk.sheet())
    with pytest.raises(errors.ReasonNeeded):
        paper_recount(actor=wang, poll=poll, reason="", at=desk.AT)
    poll = paper_recount(actor=wang, poll=poll, reason="乙同志的票数不一致", at=desk.AT)
    desk.count(cast, poll, cast.zhao, desk.sheet())
    assert desk.count(cast, poll, cast.li, desk.sheet()).adopted == desk.sheet()
    assert poll_get(poll.uid).round == 2


def test_tellers_are_two_people_and_no_candidates(cast):
    items = (ItemSpec("李委员", desk.APPROVAL, member_id=cast.li.pk),)
    wang = cast.actor(cast.wang)
    poll = desk.poll_prepare(actor=wang, spec=PollSpec(cast.office.pk, "election", "选举", "paper", items), at=desk.AT)
    for wrong in ([cast.zhao.pk], [cast.zhao.pk] * 2, [cast.zhao.pk, cast.li.pk], [cast.zhao.pk, cast.zhou.pk]):
        with pytest.raises(errors.TellersWrong):
            tellers_appoint(actor=wang, poll=poll, member_ids=wrong, at=desk.AT)
    tellers_appoint(actor=wang, poll=poll, member_ids=[cast.zhao.pk, cast.qian.pk], at=desk.AT)
    with pytest.raises(Forbidden):
        tellers_appoint(actor=cast.actor(cast.zhao), poll=desk.opened(cast), member_ids=[1, 2], at=desk.AT)


def test_only_tellers_count(cast):
    poll = desk.with_tellers(cast)
    with pytest.raises(errors.NotTeller):
        desk.count(cast, poll, cast.wang, desk.sheet())


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (desk.sheet(invalid=5), "无效票"),
        (TellerSheet(4, 0, desk.sheet().items[:2]), "每一项都要录入"),
        (TellerSheet(4, 0, (*desk.sheet().items[:2], ItemCount(3, {"yes": 1, "no": 1}))), "第 3 项各选项与未填合计 2"),
        (TellerSheet(4, 0, (*desk.sheet().items[:2], ItemCount(3, {"maybe": 4}))), "票面上没有的选项"),
        (TellerSheet(4, 0, (*desk.sheet().items[:2], ItemCount(3, {"yes": 5, "no": -1}))), "第 3 项有一个数"),
        (desk.sheet((4, 4, 1)), "最多选 2 人"),
        (desk.sheet(write_ins=[("丁同志", 1)]), "另选他人合计 1 票"),
        (desk.sheet(write_ins=[("丁 同志", 1), ("丁  同志", 1)]), "同一人写一行"),
        (desk.sheet(write_ins=[("丁同志", 0)]), "不少于 1"),
    ],
)
def test_numbers_that_cannot_be_are_refused(cast, wrong, said):
    poll = desk.with_tellers(cast)
    with pytest.raises(errors.SheetWrong, match=said):
        desk.count(cast, poll, cast.li, wrong)


def test_names_written_in_are_added_up(cast):
    poll = desk.with_tellers(cast, write_ins=1)
    for who in (cast.li, cast.zhao):
        desk.count(cast, poll, who, desk.sheet((1, 2, 1), write_ins=[("丁同志", 1), ("戊同志", 2)]))
    result = poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)
    assert result.write_ins == (("戊同志", 2), ("丁同志", 1))


def test_who_stands_on_the_ballot_is_no_name_written_in(cast):
    poll = desk.with_tellers(cast, write_ins=1)
    with pytest.raises(errors.SheetWrong, match="“乙同志”已经在票面上"):
        desk.count(cast, poll, cast.li, desk.sheet((1, 2, 1), write_ins=[("丁同志", 1), ("乙同志", 1)]))


def test_no_paper_is_handed_out_while_it_is_counted(cast):
    poll, wang = desk.opened(cast), cast.actor(cast.wang)
    tellers_appoint(actor=wang, poll=poll, member_ids=[cast.li.pk, cast.zhao.pk], at=desk.AT)
    paper_issue(actor=wang, poll=poll, member_ids=[cast.li.pk, cast.zhao.pk, cast.wang.pk], at=desk.AT)
    desk.count(cast, poll, cast.li, desk.sheet((1, 1, 1), returned=3))
    with pytest.raises(errors.CountBegun, match="重新计票"):
        paper_issue(actor=wang, poll=poll, member_ids=[cast.wu.pk], at=desk.AT)
    poll = paper_recount(actor=wang, poll=poll, reason="一人迟到", at=desk.AT)
    assert paper_issue(actor=wang, poll=poll, member_ids=[cast.wu.pk], at=desk.AT) == 1


def test_paper_is_handed_out_once_and_to_the_list_only(cast):
    poll, wang = desk.opened(cast), cast.actor(cast.wang)
    issue = [cast.li.pk, cast.zhao.pk]
    assert paper_issue(actor=wang, poll=poll, member_ids=issue, at=desk.AT) == 2
    assert paper_issue(actor=wang, poll=poll, member_ids=[*issue, cast.wu.pk], at=desk.AT) == 1
    with pytest.raises(errors.NotEntitled):
        paper_issue(actor=wang, poll=poll, member_ids=[cast.qian.pk], at=desk.AT)
    with pytest.raises(errors.PollWrongMode):
        paper_issue(actor=wang, poll=desk.opened(cast, "electronic"), member_ids=issue, at=desk.AT)
    with pytest.raises(errors.NotTeller):
        paper_count(actor=wang, poll=poll, sheet=desk.sheet(), at=desk.AT)
