"""Fields for people: a name, pinyin or number becomes a member."""

import re
from collections.abc import Iterable

from django import forms

from xuezuo.org.models import Member
from xuezuo.org.queries.finding import people_found
from xuezuo.study.asks.types import AskFacts


class PersonField(forms.CharField):
    """Cleans to a member, or None when empty; several of one name are told apart by their numbers."""

    def clean(self, value: object) -> Member | None:
        """Return the member that was meant."""
        text = super().clean(value)
        if not text:
            return None
        found = people_found(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError("没有找到这名党员。请输入姓名或党员编号；外单位党员请用编号。", code="unknown")
        numbers = "、".join(f"{member.name} {member.number}" for member in found)
        raise forms.ValidationError(f"有多名党员相符，请改填党员编号：{numbers}", code="several")


class PeopleField(forms.CharField):
    """Several people, separated by 、 or commas; cleans to a list of members, each once."""

    def clean(self, value: object) -> list[Member]:
        """Return the members that were meant."""
        one, found = PersonField(required=False), {}
        for word in re.split(r"[、，,；;\n]", str(super().clean(value) or "")):
            if (member := one.clean(word)) is not None:
                found[member.pk] = member
        return list(found.values())


def ask_field(asks: Iterable[AskFacts]) -> forms.TypedChoiceField:
    """Return a field for the ask that something meets; cleans to its id, or None."""
    return forms.TypedChoiceField(
        label="落实的要求",
        choices=[("", "不对应专项要求"), *((ask.id, ask.label) for ask in asks)],
        coerce=int,
        empty_value=None,
        required=False,
    )
