"""The letter by which the unit above reminds of a term change, on the page of GB/T 9704."""

import datetime as dt

from xuezuo.org.models import Unit
from xuezuo.org.types import UnitKind
from xuezuo.platform.printing.document import Heading, Mark, Official, Signed, Text, long_date
from xuezuo.review.elections.errors import NoTerm
from xuezuo.review.elections.queries.lists import parent_name, shift_months_allowed, term_page, unit_name

_BASIS = {
    UnitKind.BRANCH: "根据《中国共产党支部工作条例（试行）》第二十一条和《关于党的基层组织任期的意见》，",
}
_OTHER = "根据《关于党的基层组织任期的意见》和《中国共产党基层组织选举工作条例》，"


def notice_letter_of(unit: Unit, on: dt.date) -> Official:
    """Return the letter to the unit about its running term, dated `on`; the number and the seal are put on by hand.

    Raises:
        NoTerm: no term is running.
    """
    term = term_page(unit).term
    if term is None:
        raise NoTerm
    name, above = unit_name(unit.pk, on), parent_name(unit, on) or "上级党组织"
    ends = "已于" if term.due_on < on else "将于"
    months = shift_months_allowed(unit, on)
    most = f"，一般不超过 {months} 个月" if months is not None else ""
    committee = "支部委员会" if unit.kind == UnitKind.BRANCH else "委员会"
    lead = (
        f"你们第 {term.ordinal} 届{committee}自{long_date(term.during.lower)}任职，"
        f"{ends}{long_date(term.due_on)}任期届满。"
        f"{_BASIS.get(UnitKind(unit.kind), _OTHER)}请按期做好换届准备。现将有关事项提醒如下。"
    )
    blocks = (
        Text(lead),
        Heading("及早请示"),
        Text("研究换届的时间、名额、选举方式和候选人产生办法，向我们书面请示；批复后再推荐候选人预备人选。"),
        Heading("做好名单"),
        Text("核对党员名册和组织关系，确定选举当天有选举权的党员；不能行使选举权的，写明原因和依据的决定。"),
        Heading("确需延期或者提前的"),
        Text(f"应当在届满以前书面报请批准，说明理由和时间{most}。"),
        Heading("选举以后"),
        Text("及时上报选举结果：书记、副书记报批，委员报备。"),
        Text("特此函告。"),
    )
    return Official(
        "关于做好换届工作的提醒函", blocks, addressee=name, signed=Signed(above, on, sealed=True), mark=Mark(above)
    )
