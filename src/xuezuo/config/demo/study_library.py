"""The county's library: a dozen texts of its own, imported as people import files; one stands there twice."""

import datetime as dt
from pathlib import Path
from typing import Final

from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import SYSTEM
from xuezuo.study.library.services import ImportRequest, materials_import

_TEXTS: Final = Path(__file__).with_name("library")


def stock(root: str, today: dt.date, at: dt.datetime) -> None:
    """Fill the library of the unit with the code `root`.

    Raises:
        ValueError: a text could not be read.
    """
    request = ImportRequest(unit_row(root, today).id, [(_TEXTS, "青禾县学习资料")], tags=("支部工作",))
    report = materials_import(actor=SYSTEM, request=request, at=at)
    if report.faults:
        raise ValueError([one.message for one in report.outcomes if one.message])
