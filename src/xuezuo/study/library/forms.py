"""Shape of what people type about materials; rules are the services' business."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from xuezuo.org.types import UnitRow
from xuezuo.study.library.models import Material
from xuezuo.study.library.types import MAX_TITLE, Article, Language, MaterialFilter, MaterialKind

ALL = ("", "全部")
_MOST_FILES = 200


class FilterForm(forms.Form):
    """What the library is searched for; odd values narrow nothing and say so."""

    q = forms.CharField(
        label="搜索",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "词语之间用空格；整句加引号"}),
    )
    title = forms.CharField(label="标题", required=False, max_length=60)
    source = forms.CharField(label="来源", required=False, max_length=60)
    tag = forms.CharField(label="标签", required=False, max_length=40)
    language = forms.ChoiceField(label="语言", required=False, choices=[ALL, *Language.choices])
    kind = forms.ChoiceField(label="类型", required=False, choices=[ALL, *MaterialKind.choices])
    since = forms.DateField(label="发布日期从", required=False)
    until = forms.DateField(label="到", required=False)
    list = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def filters(self) -> MaterialFilter:
        """Return what was asked for, as far as it can be read."""
        self.is_valid()
        said = self.cleaned_data
        return MaterialFilter(
            text=said.get("q", ""),
            title=said.get("title", ""),
            source=said.get("source", ""),
            tag=said.get("tag", ""),
            language=said.get("language", ""),
            kind=said.get("kind", ""),
            since=said.get("since"),
            until=said.get("until"),
            list_uid=said.get("list"),
        )

    @property
    def is_narrowed(self) -> bool:
        """Something besides the words is asked for."""
        self.is_valid()
        return any(value for name, value in self.cleaned_data.items() if name not in ("q", "list"))


class TextForm(forms.Form):
    """What a material says."""

    title = forms.CharField(label="标题", max_length=MAX_TITLE)
    author = forms.CharField(label="作者", max_length=100, required=False, help_text="几位之间用顿号")
    source = forms.CharField(label="来源", max_length=100, required=False, help_text="原载的报刊、网站")
    source_url = forms.URLField(label="网址", max_length=500, required=False, assume_scheme="https")
    published_on = forms.DateField(label="发布日期", required=False)
    language = forms.ChoiceField(label="语言", choices=[("", "自动识别"), *Language.choices], required=False)
    body = forms.CharField(
        label="正文", required=False, widget=forms.Textarea(attrs={"rows": 14}), help_text="每段一行，纯文字"
    )

    def article(self) -> Article:
        """Return what was typed."""
        said = self.cleaned_data
        lines = (" ".join(line.split()) for line in said["body"].splitlines())
        return Article(
            title=" ".join(said["title"].split()),
            paragraphs=tuple(line for line in lines if line),
            author=said["author"],
            source=said["source"],
            source_url=said["source_url"],
            published_on=said["published_on"],
            language=said["language"],
        )


class CorrectForm(TextForm):
    """What a material shall say, and why."""

    reason = forms.CharField(label="更正原因", max_length=200, help_text="原来的内容会保留为旧版本。")

    @classmethod
    def of(cls, data: Any, material: Material) -> "CorrectForm":  # Django's own type of posted data
        """Return the form as posted, or as the material stands."""
        names = ("title", "author", "source", "source_url", "published_on", "language", "body")
        return cls(data, initial={name: getattr(material, name) for name in names})


class UnitField(forms.ChoiceField):
    """One of the units that the person keeps; cleans to its id."""

    def __init__(self, units: Sequence[UnitRow], label: str = "保管组织") -> None:
        self._ids = {unit.code: unit.id for unit in units}
        super().__init__(label=label, choices=[(unit.code, unit.name) for unit in units])

    def clean(self, value: Any) -> int:  # Django's signature
        """Return the unit's id."""
        return self._ids[super().clean(value)]


class AddForm(TextForm):
    """A material by hand."""

    field_order = ("unit", "title", "body", "file")
    tags = forms.CharField(label="标签", required=False, max_length=300, help_text="几个之间用空格")
    file = forms.FileField(
        label="附件", required=False, help_text="PDF、JPG、PNG、DOCX、XLSX；音频 MP3、M4A、WAV、OGG；视频 MP4、WEBM"
    )

    def __init__(self, *args: Any, units: Sequence[UnitRow], **kwargs: Any) -> None:  # Django's signature
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(units)
        self.order_fields(["unit", "title", "body", "file"])


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label="原因", max_length=200, help_text="会显示在历史中。")


class TagsForm(forms.Form):
    """The tags of a material."""

    tags = forms.CharField(label="标签", required=False, max_length=300, help_text="几个之间用空格；留空则去掉全部标签")


class ShareForm(forms.Form):
    """For whose people a material is."""

    def __init__(self, *args: Any, circles: Sequence[UnitRow], **kwargs: Any) -> None:  # Django's signature
        super().__init__(*args, **kwargs)
        self.fields["audience"] = UnitField(circles, label="开放范围（该组织及其下级）")
        self.fields["audience"].help_text = "要给更大范围看，由那个组织的书记或组织员来调整。"


class FileForm(forms.Form):
    """A file to attach."""

    file = forms.FileField(label="附件", help_text="PDF、JPG、PNG、DOCX、XLSX，或音频、视频")


class ManyFiles(forms.ClearableFileInput):
    """A box that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; cleans to a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":  # Django's signature
        """Return the files, each checked."""
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > _MOST_FILES:
            raise forms.ValidationError(f"一次最多选 {_MOST_FILES} 个文件；更多的请压缩成一个 ZIP。", code="many")
        return [super(FilesField, self).clean(one, initial) for one in given]


class ImportForm(forms.Form):
    """Files to import."""

    uploads = FilesField(
        label="文件",
        allow_empty_file=True,  # the report names it; one empty file does not turn the others away
        help_text="TXT、HTML、DOCX、PDF 或音频、视频，可选多个；整个文件夹请压缩成 ZIP。",
    )
    tags = forms.CharField(label="标签", required=False, max_length=300, help_text="几个之间用空格，用于全部文件")
    dry_run = forms.BooleanField(label="只检查，不导入", required=False)

    def __init__(self, *args: Any, units: Sequence[UnitRow], **kwargs: Any) -> None:  # Django's signature
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(units)
        self.order_fields(["unit"])
