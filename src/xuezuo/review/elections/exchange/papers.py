"""Request, list of candidates, ballot and report of an election, on the page of GB/T 9704."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Final

from xuezuo.kernel.errors import NotFound
from xuezuo.org.types import PostKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.printing.codes import back_corner
from xuezuo.platform.printing.document import Heading, Official, Signed, Table, Text, long_date
from xuezuo.review.elections.models import Candidate, Election, Step
from xuezuo.review.elections.queries.formulas import candidates_wanted
from xuezuo.review.elections.queries.lists import parent_name, unit_name
from xuezuo.review.elections.queries.naming import candidate_choices
from xuezuo.review.elections.queries.results import RoundRow, name_of, round_rows
from xuezuo.review.elections.queries.rounds import body_now, elected_of, next_round, open_round, rounds_of
from xuezuo.review.elections.types import BY_COMMITTEE, Body, ElectionKind, StepKind

BLANKS = 3  # lines to write somebody in


@dataclasses.dataclass(frozen=True, slots=True)
class _Facts:
    """What every paper begins with."""

    election: Election
    unit: str
    above: str
    on: dt.date
    back: str

    @property
    def addressee(self) -> str:
        """To whom: the unit above."""
        return self.above or "上级党组织"


def paper_of(election: Election, kind: str, on: dt.date, back: str) -> Official:
    """Return one of the documents, dated by its step, or today where there is none yet.

    Args:
        election: the election.
        kind: one of `PAPERS`.
        on: today.
        back: address of the election's page, for the code on what is filled in by hand.

    Raises:
        NotFound: no such document, or nothing to write in it yet.
    """
    if kind not in PAPERS:
        raise NotFound
    facts = _Facts(election, unit_name(election.unit_id, on), parent_name(election.unit, on), on, back)
    with acting_as(SYSTEM):
        return PAPERS[kind](facts)


def _day(facts: _Facts, kind: StepKind) -> dt.date:
    last = Step.objects.filter(election=facts.election, kind=kind).order_by("-pk").first()
    return last.on if last else facts.on


def _request(facts: _Facts) -> Official:
    election = facts.election
    what = election.get_kind_display().removesuffix("选举")
    body = "党代表大会" if election.congress_id and election.kind != ElectionKind.DELEGATES else "党员大会"
    who = "委员会会议" if election.kind in BY_COMMITTEE else body
    wanted = candidates_wanted(election)
    differ = f"候选人 {wanted} 名，差额 {wanted - election.seats} 名" if wanted > election.seats else "实行等额选举"
    if election.kind == ElectionKind.BY_ELECTION:
        differ = f"候选人不少于 {wanted} 名"
    blocks = (
        Text(
            f"根据《中国共产党章程》和《中国共产党基层组织选举工作条例》的规定，{facts.unit}拟进行{what}选举。现将有关事项请示如下。"
        ),
        Heading("选举方式和名额"),
        Text(f"召开{who}，以无记名投票方式选举产生。应选 {election.seats} 名，{differ}。"),
        Heading("候选人的产生"),
        Text("候选人预备人选由党员和党组织推荐，广泛征求意见，集体研究后报上级党组织审批，以姓氏笔画为序列入选票。"),
        Heading("选举的组织"),
        Text(_QUORUM_COMMITTEE if election.kind in BY_COMMITTEE else _QUORUM_MEETING),
        Text("当否，请批示。"),
    )
    return Official(
        f"关于{election.title}的请示",
        blocks,
        addressee=facts.addressee,
        signed=Signed(facts.unit, _day(facts, StepKind.REQUESTED), sealed=True),
    )


_QUORUM_MEETING = (
    "有选举权的到会人数不少于应到会人数的五分之四，方可进行选举。设监票人、计票人，候选人不担任。"
    "选举结果报上级党组织：书记、副书记报批，委员报备。"
)
_QUORUM_COMMITTEE = "半数以上委员到会方可进行选举。设监票人、计票人，候选人不担任。选举结果报上级党组织审批。"


def _people(facts: _Facts) -> list[Candidate]:
    body = Body.COMMITTEE if facts.election.kind in BY_COMMITTEE else Body.MEETING
    people = candidate_choices(facts.election, body)
    if not people:
        raise NotFound
    return people


def _candidates(facts: _Facts) -> Official:
    election = facts.election
    rows = tuple(
        (
            str(place),
            one.member.name,
            one.member.get_sex_display(),
            f"{one.member.born_on:%Y.%m}",
            f"{one.member.joined_on:%Y.%m}",
            PostKind(one.office).label if one.office else one.origin,
        )
        for place, one in enumerate(_people(facts), start=1)
    )
    heads = ("序号", "姓名", "性别", "出生年月", "入党时间", "备注")
    lead = f"应选 {election.seats} 名，候选人 {len(rows)} 名，以姓氏笔画为序。"
    blocks = (Text(lead), Table(heads, rows, (1, 2, 1, 2, 2, 4)))
    signed = Signed(facts.unit, _day(facts, StepKind.PROPOSED))
    return Official(f"{election.title}候选人名单", blocks, signed=signed)


def _ballot(facts: _Facts) -> Official:
    election = facts.election
    going = open_round(election)
    coming = going or next_round(election, body_now(election))
    ids = list(coming.standing) if coming else []
    people = Candidate.objects.filter(pk__in=ids).select_related("member").in_bulk()
    named = [people[pk] for pk in ids] or _people(facts)
    seats = coming.seats if coming else election.seats
    rows = tuple((name_of(one), "", "", "") for one in named)
    blanks = () if coming and coming.kind == "runoff" else tuple(("", "") for _ in range(min(BLANKS, seats)))
    others = "不赞成的可以另选他人。所选人数（含另选的）" if blanks else "不能另选他人。所选人数"
    blocks = (
        Table(("候选人", "赞成", "不赞成", "弃权"), rows, (5, 2, 2, 2), tall=30),
        *((Table(("另选他人（姓名）", "赞成"), blanks, (5, 2), tall=30),) if blanks else ()),
        Text(
            f"应选 {seats} 名，候选人 {len(named)} 名，以姓氏笔画为序。在相应的格内画“○”，赞成、不赞成、弃权任选一项；"
            f"{others}等于或少于 {seats} 名的选票有效，多于的无效。",
            label="说明：",
        ),
        Text("无记名投票，不得委托他人代投。"),
    )
    corner = back_corner(facts.back, "计票人扫码，登记计票结果")
    return Official(f"{election.title}选票", blocks, corner=corner, foot=facts.unit)


def _report(facts: _Facts) -> Official:
    election = facts.election
    rounds = round_rows(election, rounds_of(election))
    if not any(one.is_counted for one in rounds):
        raise NotFound
    blocks: list[Heading | Text | Table] = [
        Text(f"{facts.unit}于{long_date(election.day)}进行了{election.get_kind_display()}。现将结果报告如下。")
    ]
    for one in rounds:
        blocks += _round(one)
    blocks += _outcome(election)
    ending = "以上书记、副书记当否，请批示；委员请予备案。" if election.kind != ElectionKind.DELEGATES else "特此报告。"
    return Official(
        f"关于{election.title}结果的报告",
        (*blocks, Text(ending)),
        addressee=facts.addressee,
        signed=Signed(facts.unit, _day(facts, StepKind.REPORTED), sealed=True),
    )


def _round(one: RoundRow) -> list[Heading | Text | Table]:
    head = Heading(f"第 {one.number} 次投票（{one.label}）")
    if not one.is_counted:
        return [head, Text(one.void_reason or "投票中。")]
    numbers = (
        f"应到会有选举权的 {one.entitled} 人，实到会 {one.present} 人；应选 {one.seats} 名，候选人 {len(one.rows)} 名。"
        f"发出选票 {one.issued} 张，收回 {one.returned} 张，有效 {one.valid} 张，无效 {one.invalid} 张。"
    )
    rows = tuple((row.name, str(row.yes), str(row.no), str(row.abstain), row.outcome) for row in one.rows)
    table = Table(("候选人", "赞成", "不赞成", "弃权", "结果"), rows, (4, 2, 2, 2, 4))
    words = [Text(f"{each.words}{each.arithmetic}。" if each.arithmetic else each.words) for each in one.sentences]
    written = "、".join(f"{name} {times} 票" for name, times in one.write_ins)
    return [
        head,
        Text(numbers),
        table,
        *([Text(f"另选他人：{written}。")] if written else []),
        *words,
        Text(one.summary),
    ]


def _outcome(election: Election) -> list[Heading | Text | Table]:
    found: list[Heading | Text | Table] = [Heading("选举结果")]
    if election.consent:
        said = election.consent
        found.append(
            Text(
                f"原定 {said['seats']} 名；实到会选举人 {said['present']} 人，"
                f"同意减少名额 {said['consenting']} 人，超过半数。"
            )
        )
    for body, word in ((Body.MEETING, "当选"), (Body.COMMITTEE, "书记、副书记")):
        people = elected_of(election, body)
        if people:
            found.append(Text(f"{'、'.join(name_of(one) for one in people)}。", label=f"{word}："))
    return found


PAPERS: Final[dict[str, Callable[[_Facts], Official]]] = {
    "request": _request,
    "candidates": _candidates,
    "ballot": _ballot,
    "report": _report,
}
NAMES: Final = {"request": "请示", "candidates": "候选人名单", "ballot": "选票", "report": "选举结果报告"}
