"""Forms of reading: parsing and shape only."""

from django import forms

from xuezuo.kernel import clock
from xuezuo.org.types import UnitRow
from xuezuo.study.reading.types import DAY_MINUTES, MAX_HINT, MAX_NOTE, HabitPeriod, ListKind, ListSpec, Study


class StudyForm(forms.Form):
    """A piece of self-study."""

    occurred_on = forms.DateField(label="日期", initial=clock.today)
    title = forms.CharField(label="学了什么", max_length=200, required=False, help_text="篇名或书名、章节。")
    minutes = forms.IntegerField(
        label="学了多少分钟", min_value=1, max_value=DAY_MINUTES, help_text="自己估计即可，系统不统计在线时长。"
    )
    note = forms.CharField(
        label="心得笔记",
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="只有您本人能看到，提交后支部也看不到。",
    )
    material = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def study(self, material_id: int | None) -> Study:
        """Return what was said; only for a valid form."""
        said = self.cleaned_data
        return Study(said["occurred_on"], said["minutes"], said["title"], material_id, said["note"])


class ReasonForm(forms.Form):
    """Why an entry is returned or voided."""

    reason = forms.CharField(label="原因", max_length=200, help_text="会显示给本人，请写明怎样改。")


class ListForm(forms.Form):
    """What is said of a list."""

    title = forms.CharField(label="标题", max_length=100)
    intro = forms.CharField(label="说明", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    @property
    def spec(self) -> ListSpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return ListSpec(said["title"], said["intro"], said.get("kind", ListKind.LIST))


class NewListForm(ListForm):
    """The same, for which unit and of which kind."""

    kind = forms.ChoiceField(
        label="种类",
        choices=ListKind.choices,
        initial=ListKind.LIST,
        help_text="天天读：每一篇定在一天，当天显示在首页。",
    )

    def __init__(self, *args: object, units: list[UnitRow], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        choices = [(unit.id, unit.name) for unit in units]
        self.fields = {"unit": forms.TypedChoiceField(label="组织", choices=choices, coerce=int), **self.fields}


class ItemForm(forms.Form):
    """Which material goes into a list, and for daily reading on which day."""

    material = forms.UUIDField()
    on = forms.DateField(required=False)
    hint = forms.CharField(required=False, max_length=MAX_HINT)


class HintForm(forms.Form):
    """What the readers of a material in a list are told."""

    hint = forms.CharField(
        label="导读",
        required=False,
        max_length=MAX_HINT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="读什么、联系什么想一想，一两句话。清空后保存即不再显示。",
    )


class FindForm(forms.Form):
    """What to look for in the library."""

    text = forms.CharField(label="找资料", max_length=100, required=False)


class NoteForm(forms.Form):
    """The member's own note on a material."""

    text = forms.CharField(
        label="我的笔记",
        required=False,
        max_length=MAX_NOTE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="只有您本人能看到，不导出、不统计。清空后保存即删除。",
    )


class HabitForm(forms.Form):
    """Something to do every day or week."""

    label = forms.CharField(label="内容", max_length=60)
    period = forms.ChoiceField(label="多久一次", choices=HabitPeriod.choices)
