"""Fields that name a unit or a member the way people do: by code, name or number."""

from django import forms
from django.core.exceptions import ValidationError

from xuezuo.kernel import clock
from xuezuo.org.models import Member, Unit
from xuezuo.org.queries.lookup import member_numbered, units_named


class UnitField(forms.CharField):
    """A unit by its code or its name of today; cleans to the unit."""

    def __init__(self, *, label: str, help_text: str = "填写组织代码或组织全称。") -> None:
        """Take the words around the field."""
        super().__init__(label=label, help_text=help_text, max_length=120)
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: object) -> Unit:
        """Return the one unit that is meant.

        Raises:
            ValidationError: none, or several of that name.
        """
        text: str = super().clean(value)
        found = units_named(text, clock.today())
        if not found:
            raise ValidationError("没有这个组织，请核对组织代码或全称。")
        if len(found) > 1:
            codes = "、".join(unit.code for unit in found)
            raise ValidationError(f"有{len(found)}个同名组织，请改填组织代码：{codes}。")
        return found[0]


class MemberField(forms.CharField):
    """A member by number; cleans to the member."""

    def __init__(self, *, label: str = "党员编号", help_text: str = "") -> None:
        """Take the words around the field."""
        super().__init__(label=label, help_text=help_text, max_length=40)
        self.widget.attrs["autocomplete"] = "off"

    def clean(self, value: object) -> Member:
        """Return the member.

        Raises:
            ValidationError: none within the asker's sight.
        """
        text: str = super().clean(value)
        member = member_numbered(text)
        if member is None:
            raise ValidationError("在您的工作范围内没有这个编号的党员。")
        return member
