"""The desk of the one-minute record: for whom and when, what it was, who came, and the client's id."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping

from xuezuo.kernel.ids import new_id
from xuezuo.life.forms.activity import GatheringForm, WhereForm
from xuezuo.life.forms.fields import PeopleField
from xuezuo.life.forms.sheet import SheetForm
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.types import Gathering, Sheet
from xuezuo.org.types import UnitRow


class RecordForm(GatheringForm):
    """What the activity was, and who came from elsewhere."""

    guests = PeopleField(
        label="列席人员", required=False, max_length=500, help_text="外单位党员的编号，用“、”分开；不计入应到和实到"
    )


@dataclasses.dataclass(slots=True)
class Desk:
    """Everything the page of the one-minute record holds; `uid` makes a repeated submission the same deed."""

    where: WhereForm
    details: RecordForm
    sheet: SheetForm
    uid: uuid.UUID
    today: dt.date

    @classmethod
    def of(cls, where: WhereForm, posted: Mapping[str, object], today: dt.date) -> "Desk":
        """Lay out the desk for a valid `where`; `posted` is empty the first time."""
        unit, said = where.chosen, where.cleaned_data
        initial = {"minutes": 60, "asks": [said["ask"]]}
        details = RecordForm(posted or None, kind=said["kind"], unit_kind=unit.kind, asks=where.asks(), initial=initial)
        sheet = SheetForm.of_roster(roster_on(unit.id, said["kind"], said["date"]))
        return cls(where, details, sheet, _uid(posted.get("uid")), today)

    @property
    def unit(self) -> UnitRow:
        """For which unit."""
        return self.where.chosen

    @property
    def is_late(self) -> bool:
        """The day lies before today: the entry will be labelled."""
        return bool(self.where.cleaned_data["date"] < self.today)

    @property
    def gathering(self) -> Gathering:
        """What was said; only for a desk that is valid."""
        return self.details.gathering(self.where.cleaned_data["kind"], self.where.cleaned_data["date"])

    @property
    def attendance(self) -> Sheet:
        """Who came; only for a desk that is valid."""
        guests = tuple(guest.pk for guest in self.details.cleaned_data["guests"])
        return dataclasses.replace(self.sheet.sheet, guests=guests)

    def is_valid(self, posted: Mapping[str, object]) -> bool:
        """Read what was posted; tell whether it can be handed to the service."""
        sheet_is_valid = self.sheet.read(posted)
        return self.details.is_valid() and sheet_is_valid


def _uid(text: object) -> uuid.UUID:
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return new_id()
