"""What the audit trail is narrowed to."""

from django import forms

from xuezuo.org.queries.audit import AuditFilter
from xuezuo.platform.audit.names import all_names


def _choices() -> list[tuple[str, str]]:
    return [("", "全部"), *all_names().items()]


class AuditFilterForm(forms.Form):
    """Filters of the audit page."""

    name = forms.ChoiceField(label="操作", required=False, choices=_choices)
    who = forms.CharField(label="操作人党员编号", required=False, max_length=40)
    since = forms.DateField(label="自", required=False)
    until = forms.DateField(label="至", required=False)
    subject = forms.CharField(required=False, max_length=90, widget=forms.HiddenInput)

    def wanted(self) -> AuditFilter:
        """Return the filter; odd values narrow nothing."""
        if not self.is_valid():
            return AuditFilter()
        data = self.cleaned_data
        kind, _, uid = data["subject"].partition(":")
        return AuditFilter(data["name"], data["who"], data["since"], data["until"], kind, uid)
