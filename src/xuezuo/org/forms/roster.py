"""Forms of roster files."""

from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile

from xuezuo.kernel import clock

LARGEST: Final = 60 * 1024 * 1024
_MAGIC: Final = b"PK\x03\x04"


class RosterUploadForm(forms.Form):
    """A workbook, or a zip of the two CSV files."""

    file = forms.FileField(
        label="花名册文件",
        help_text="按模板填写的 XLSX；CSV 请把 党组织.csv 和 党员.csv 压缩成一个 zip。最大 60 MB。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.zip"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large or no XLSX or zip by content."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError("文件超过 60 MB。请分成几个文件，上级组织在先。")
        head = file.read(len(_MAGIC))
        file.seek(0)
        if head != _MAGIC or not str(file.name).lower().endswith((".xlsx", ".zip")):
            raise forms.ValidationError("不是 XLSX 或 zip 文件。旧的 .xls 请另存为 .xlsx。")
        return file


class RosterExportForm(forms.Form):
    """As of which day, in which form."""

    on = forms.DateField(label="截至日期", help_text="按当日的组织、隶属关系、党员和职务导出。")
    form = forms.ChoiceField(label="格式", choices=[("xlsx", "XLSX 工作簿"), ("zip", "CSV（两个文件，压缩）")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # Django's signature
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today


class RosterRevokeForm(forms.Form):
    """Why a batch is taken back."""

    reason = forms.CharField(label="撤回原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
