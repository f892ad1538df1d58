"""Elections for tests: a branch of eight, run by its secretary, answered by the organizer of the committee."""

import dataclasses
import datetime as dt

from xuezuo.org.models import Member
from xuezuo.org.tests import factories
from xuezuo.org.tests.factories import MemberSpec
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.elections.models import Candidate, Election, Elector
from xuezuo.review.elections.services import asking, candidates, elections, electors, reporting, rounds
from xuezuo.review.elections.services.candidates import Proposal
from xuezuo.review.elections.types import Approval, CandidateCount, Counted, Paper, Plan, RoundOrder

TODAY = dt.date(2025, 6, 16)
AT = dt.datetime(2025, 6, 16, 2, tzinfo=dt.UTC)
HELD = dt.date(2025, 6, 10)
NAMES = ("丁一", "卫国", "王二", "史明", "冯远")


@dataclasses.dataclass
class Desk:
    """An election and the people around it; days go from the first of June to the tenth."""

    cast: object
    people: list[Member]
    election: Election = None  # type: ignore[assignment]  # set by `begin`

    @property
    def wang(self):
        return self.cast.actor(self.cast.wang)

    @property
    def wu(self):
        return self.cast.actor(self.cast.wu)

    def begin(self, **said) -> Election:
        """Begin a term change of three seats, unless said otherwise."""
        plan = Plan(**{"kind": "term_change", "title": "支部委员会换届选举", "seats": 3, **said})
        self.election = elections.election_begin(actor=self.wang, unit=self.cast.office, plan=plan, at=AT)
        return self.election

    def paper(self, day: int, document: str = "林机支〔2025〕1号", note: str = "") -> Paper:
        return Paper(dt.date(2025, 6, day), document, note)

    def approved(self, **said) -> Election:
        """Ask and answer."""
        self.begin(**said)
        return self.approved_from_begun()

    def approved_from_begun(self) -> Election:
        """Ask and answer for the election that is begun."""
        election = self.election
        asking.election_request(actor=self.wang, election=election, paper=self.paper(1), at=AT)
        return asking.request_answer(actor=self.wu, election=election, paper=self.paper(2), agrees=True, at=AT)

    def propose(self, *people: Member, office: str = "") -> None:
        for one in people:
            proposal = Proposal(one.pk, office=office)
            candidates.candidate_propose(actor=self.wang, election=self.election, proposal=proposal, at=AT)

    def agreed(self, *, standing: int = 4, **said) -> Election:
        """Go on until the preliminary list is approved."""
        self.approved(**said)
        self.propose(*self.people[:standing])
        asking.list_submit(actor=self.wang, election=self.election, paper=self.paper(4), at=AT)
        return asking.list_answer(actor=self.wu, election=self.election, paper=self.paper(5), agrees=True, at=AT)

    def frozen(self, **said) -> Election:
        """Fix the electors on the tenth."""
        self.agreed(**said)
        return electors.electors_freeze(
            actor=self.wang, election=self.election, paper=self.paper(10, ""), claims=(), meeting=None, at=AT
        )

    def entitled(self, body: str = "meeting") -> list[int]:
        with acting_as(SYSTEM):
            rows = Elector.objects.filter(election=self.election, body=body, why="")
            return list(rows.order_by("pk").values_list("member_id", flat=True))

    def attend(self, but: int = 0, body: str = "meeting") -> None:
        """Everybody is present but so many."""
        ids = self.entitled(body)
        present = ids[: len(ids) - but]
        electors.attendance_take(actor=self.wang, election=self.election, member_ids=present, at=AT)

    def watch(self) -> None:
        cast = self.cast
        electors.watchers_confirm(
            actor=self.wang,
            election=self.election,
            scrutineers=[cast.wu.pk],
            tellers=[cast.zhao.pk, cast.li.pk],
            at=AT,
        )

    def ready(self, **said) -> Election:
        """Everything that must hold before the ballot."""
        self.frozen(**said)
        self.attend()
        self.watch()
        return self.election

    def open(self, mode: str = "", standing=()):
        order = RoundOrder(mode, tuple(standing))
        return rounds.round_open(actor=self.wang, election=self.election, order=order, at=AT)

    def enter(self, one, *yes: int, write_ins=(), numbers=None, **said):
        """Enter a count in which whoever did not approve disapproved; everybody present voted."""
        issued = said.get("issued", one.present)
        returned = said.get("returned", issued)
        invalid = said.get("invalid", 0)
        valid = returned - invalid
        rows = tuple(CandidateCount(pk, got, valid - got) for pk, got in zip(one.standing, yes, strict=True))
        counted = Counted(issued, returned, invalid, rows, tuple(write_ins))
        return rounds.round_enter(actor=self.wang, one=one, counted=counted, numbers=numbers or {}, at=AT)

    def elected(self) -> Election:
        """Three of four are elected: 丁一, 卫国 and 王二 of nine present."""
        self.ready()
        self.enter(self.open(), 9, 8, 7, 2)
        return self.fresh()

    def officers(self) -> Election:
        """The new committee elects its secretary."""
        self.elected()
        first = self.winners()[0]
        candidates.officers_nominate(
            actor=self.wang, election=self.election, secretary=first.member_id, deputies=[], at=AT
        )
        self.attend(body="committee")
        self.watch()
        self.enter(self.open(), 3)
        return self.fresh()

    def reported(self) -> Election:
        election = self.officers()
        titles = {one.pk: "组织委员" for one in self.winners()[1:2]}
        return reporting.result_report(actor=self.wang, election=election, paper=self.paper(11), titles=titles, at=AT)

    def confirmed(self) -> Election:
        election = self.reported()
        approval = Approval(self.paper(13, "林党发〔2025〕8号"), dt.date(2025, 6, 13))
        return reporting.result_confirm(actor=self.wu, election=election, approval=approval, at=AT)

    def winners(self, body: str = "meeting") -> list[Candidate]:
        with acting_as(SYSTEM):
            rows = Candidate.objects.filter(election=self.election, body=body, elected_in__isnull=False)
            return list(rows.order_by("position"))

    def fresh(self) -> Election:
        with acting_as(SYSTEM):
            self.election = Election.objects.select_related("unit").get(pk=self.election.pk)
        return self.election


def desk(cast) -> Desk:
    """Five more full members join the office branch: nine electors with 王, 李, 赵 and 吴; 钱 is probationary."""
    with acting_as(SYSTEM):
        specs = [MemberSpec(cast.office, name, f"LC01{n:02}") for n, name in enumerate(NAMES, start=1)]
        return Desk(cast, factories.members(specs))
