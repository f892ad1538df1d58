"""Candidates, electors, watchers, counts."""

import re
from collections.abc import Sequence

from django import forms

from xuezuo.kernel import clock
from xuezuo.kernel.text import squeeze
from xuezuo.org.types import PostKind
from xuezuo.review.ballots.types import PollMode
from xuezuo.review.elections.types import CandidateCount, Counted, Paper, RoundOrder, Why

CLAIMS_HELP = (
    "每行一人：党员编号 留党察看（或留置、逮捕） 决定的文号。"
    "长期生病、出国等不计入应到会的，写“经同意”和上级同意的文号、大会通过的情况。预备党员自动不计入，不用写。"
)
CLAIM_SHAPE = "请写成：党员编号 留党察看 决定文号（或 党员编号 经同意 上级同意文号，大会通过）。"
WHY_WORDS = {"留党察看": Why.WATCH, "留置": Why.DETAINED, "逮捕": Why.DETAINED, "经同意": Why.CONSENTED}


class ProposeForm(forms.Form):
    """Somebody proposed."""

    number = forms.CharField(
        label="党员编号",
        max_length=40,
        widget=forms.TextInput(attrs={"list": "eligible", "autocomplete": "off"}),
        help_text="输入姓名或编号，从提示中选择；没有提示的，填写编号。",
    )
    office = forms.ChoiceField(
        label="职务",
        required=False,
        choices=((PostKind.SECRETARY, "书记"), (PostKind.DEPUTY, "副书记")),
    )
    origin = forms.CharField(
        label="推荐情况", max_length=200, required=False, help_text="例如：第一党小组推荐，9 人同意。"
    )

    def __init__(self, *args: object, with_office: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        if not with_office:
            del self.fields["office"]


class OrderForm(forms.Form):
    """The place of each candidate on the ballot."""

    def __init__(self, *args: object, people: Sequence[tuple[int, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.people = people
        for place, (pk, name) in enumerate(people, start=1):
            self.fields[f"place_{pk}"] = forms.IntegerField(label=name, initial=place, min_value=1, max_value=999)

    @property
    def ids(self) -> list[int]:
        """The candidates in the order wanted; equal numbers keep their order."""
        return sorted((pk for pk, _ in self.people), key=lambda pk: self.cleaned_data[f"place_{pk}"])


class FreezeForm(forms.Form):
    """The day of the election, its meeting, and who may not elect by a decision."""

    on = forms.DateField(label="选举日期", initial=clock.today)
    meeting = forms.TypedChoiceField(
        label="党员大会（会议活动）",
        coerce=int,
        empty_value=None,
        required=False,
        help_text="选了会议，会议上记为出席的人直接算作到会。",
    )
    claims = forms.CharField(
        label="按决定不能行使选举权的党员",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=CLAIMS_HELP,
    )

    def __init__(self, *args: object, meetings: Sequence[tuple[int, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["meeting"].choices = [("", "不关联会议"), *meetings]  # type: ignore[attr-defined]  # a choice field

    def clean_claims(self) -> list[tuple[str, str, str]]:
        """Read number, reason and decision of each line."""
        found = []
        for line in self.cleaned_data["claims"].splitlines():
            if not line.strip():
                continue
            words = re.split(r"[\s,，、]+", squeeze(line), maxsplit=2)
            if len(words) < 3 or words[1] not in WHY_WORDS:
                raise forms.ValidationError(f"这一行看不明白：{squeeze(line)}。{CLAIM_SHAPE}")
            found.append((words[0], str(WHY_WORDS[words[1]]), words[2]))
        return found

    @property
    def paper(self) -> Paper:
        """The day; only for a valid form."""
        return Paper(self.cleaned_data["on"], "")


class PeopleForm(forms.Form):
    """Some of those offered."""

    people = forms.TypedMultipleChoiceField(coerce=int, widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: object, label: str, people: Sequence[tuple[int, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["people"].label = label
        self.fields["people"].choices = people  # type: ignore[attr-defined]  # a choice field


class WatchersForm(forms.Form):
    """Who the meeting confirmed."""

    scrutineers = forms.TypedMultipleChoiceField(label="监票人", coerce=int, widget=forms.CheckboxSelectMultiple)
    tellers = forms.TypedMultipleChoiceField(
        label="计票人（两名以上）", coerce=int, widget=forms.CheckboxSelectMultiple
    )
    confirmed = forms.BooleanField(label="已经会议通过")

    def __init__(self, *args: object, people: Sequence[tuple[int, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        for name in ("scrutineers", "tellers"):
            self.fields[name].choices = people  # type: ignore[attr-defined]  # a choice field
            if not people:
                self.fields[name].help_text = "还没有登记到会的选举人，请先登记到会。"


class OfficersForm(forms.Form):
    """Secretary and deputies, of those elected."""

    secretary = forms.TypedChoiceField(label="书记候选人", coerce=int)
    deputies = forms.TypedMultipleChoiceField(
        label="副书记候选人", coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: object, people: Sequence[tuple[int, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        for name in ("secretary", "deputies"):
            self.fields[name].choices = people  # type: ignore[attr-defined]  # a choice field


class OpenForm(forms.Form):
    """How the ballot is held."""

    mode = forms.ChoiceField(
        label="选票",
        required=False,
        initial=PollMode.PAPER,
        choices=(
            (PollMode.PAPER, "纸质票，两名计票人在本系统分别录入（默认）"),
            (PollMode.ELECTRONIC, "电子票"),
            (PollMode.MIXED, "纸质票和电子票"),
            ("", "纸质票，当场计票后录入结果"),
        ),
    )
    standing = forms.TypedMultipleChoiceField(
        label="这次投票的候选人", coerce=int, widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: object, people: Sequence[tuple[int, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        if people:
            self.fields["standing"].choices = people  # type: ignore[attr-defined]  # a choice field
            self.fields["standing"].help_text = "不勾选则全部作为候选人。"
        else:
            del self.fields["standing"]

    @property
    def order(self) -> RoundOrder:
        """What was said; only for a valid form."""
        return RoundOrder(self.cleaned_data["mode"], tuple(self.cleaned_data.get("standing", ())))


class AdoptForm(forms.Form):
    """Who was meant by names written in."""

    numbers = forms.CharField(
        label="另选人的党员编号",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="只有另选的人得票够当选、而名单上没有或不止一位同名的人时才填。每行：姓名 编号。",
    )

    def clean_numbers(self) -> dict[str, str]:
        """Read name and number of each line."""
        return dict(pairs_of(self.cleaned_data["numbers"], "姓名 编号"))


class CountForm(AdoptForm):
    """A count from paper."""

    issued = forms.IntegerField(label="发出选票", min_value=0)
    returned = forms.IntegerField(label="收回选票", min_value=0)
    invalid = forms.IntegerField(label="其中无效票", min_value=0, initial=0)
    write_ins = forms.CharField(
        label="另选他人",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="每行：姓名 票数。",
    )

    def __init__(self, *args: object, people: Sequence[tuple[int, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.people = people
        for pk, name in people:
            for code, word in (("yes", "赞成"), ("no", "不赞成"), ("abstain", "弃权")):
                self.fields[f"{code}_{pk}"] = forms.IntegerField(label=f"{name}：{word}", min_value=0, initial=0)
        for last in ("write_ins", "numbers"):
            self.fields[last] = self.fields.pop(last)

    def clean_write_ins(self) -> tuple[tuple[str, int], ...]:
        """Read name and count of each line."""
        found = pairs_of(self.cleaned_data["write_ins"], "姓名 票数")
        if not all(count.isascii() and count.isdigit() for _, count in found):
            raise forms.ValidationError("票数请填数字。每行：姓名 票数。")
        return tuple((name, int(count)) for name, count in found)

    @property
    def counted(self) -> Counted:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        rows = tuple(
            CandidateCount(pk, said[f"yes_{pk}"], said[f"no_{pk}"], said[f"abstain_{pk}"]) for pk, _ in self.people
        )
        return Counted(said["issued"], said["returned"], said["invalid"], rows, said["write_ins"])


def pairs_of(text: str, shape: str) -> list[tuple[str, str]]:
    """Return the two words of each line; the name may not hold blanks.

    Raises:
        ValidationError: a line with more or fewer words.
    """
    found = []
    for line in text.splitlines():
        if not line.strip():
            continue
        words = re.split(r"[\s,，、:：]+", squeeze(line))
        if len(words) != 2:
            raise forms.ValidationError(f"这一行看不明白：{squeeze(line)}。每行写：{shape}。")
        found.append((words[0], words[1]))
    return found
