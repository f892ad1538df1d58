"""The list of a class as a workbook."""

import datetime as dt
from typing import IO, Final

import xlsxwriter

from xuezuo.kernel.clock import civil_date
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.training import events as facts
from xuezuo.study.training.models import TrainingClass
from xuezuo.study.training.policies import VIEW
from xuezuo.study.training.queries.access import require_class
from xuezuo.study.training.queries.classes import enrolment_rows, rights_of
from xuezuo.study.training.services.checks import note_class

HEADS: Final = ("组织", "党员编号", "姓名", "报名状态", "本人申请", "学习时长（分钟）", "结业证明编号")
_MADE_ON: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # a fixed date keeps files equal byte for byte


@use_case("training.list_export")
def list_export(*, actor: Actor, training_class: TrainingClass, out: IO[bytes], at: dt.datetime) -> int:
    """Write the list of the class as XLSX: who, from where, minutes attended, certificate; return how many rows.

    Raises:
        NotFound, Forbidden: the actor may not see the list.
    """
    on = civil_date(at)
    require_class(actor, VIEW, training_class, on)
    rows = enrolment_rows(actor, training_class, rights_of(actor, training_class, on), on)
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _MADE_ON})
        sheet = book.add_worksheet("学员名单")
        sheet.set_column(0, len(HEADS) - 1, 16, book.add_format({"num_format": "@"}))
        sheet.freeze_panes(2, 0)
        sheet.write_string(0, 0, f"{training_class.title}（{training_class.number}）")
        sheet.write_row(1, 0, HEADS)
        for place, row in enumerate(rows, start=2):
            own = "是" if row.enrolment.is_own_request else ""
            paper = row.certificate.number if row.certificate else ""
            state = row.enrolment.get_state_display()
            for column, text in enumerate((row.person.unit_name, row.person.number, row.person.name, state, own)):
                sheet.write_string(place, column, text)
            sheet.write_number(place, 5, row.minutes)
            sheet.write_string(place, 6, paper)
    note_class(facts.LIST_EXPORTED, actor, training_class, at, rows=len(rows))
    return len(rows)
