"""Rounds, cards, teams, and the log of what the host pressed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from xuezuo.platform.privacy import classify
from xuezuo.study.contests.models.contest import Contest
from xuezuo.study.contests.types import CallKind, RoundKind


class Round(models.Model):
    """A round: whole marks for right, and how many are taken away for wrong."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="rounds")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField("类型", max_length=10, choices=RoundKind.choices)
    title = models.CharField("名称", max_length=40)
    marks_right = models.PositiveSmallIntegerField("答对加分", default=10)
    marks_wrong = models.PositiveSmallIntegerField("答错扣分", default=0)
    levels = ArrayField(models.PositiveSmallIntegerField(), verbose_name="分值档", default=list)

    privacy = classify(internal="id contest position kind title marks_right marks_wrong levels")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contest", "position"], name="contests_round_position")
        ]

    def __str__(self) -> str:
        return self.title


class Card(models.Model):
    """A question that is read out and judged by the host; `round` None = for any round."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="cards")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="cards")
    number = models.PositiveSmallIntegerField("题号")
    stem = models.TextField("题目", max_length=2000)
    options = models.JSONField("选项", default=list)
    answer = models.CharField("答案", max_length=500)
    explanation = models.TextField("解析", max_length=2000, blank=True)
    source = models.CharField("出处", max_length=200, blank=True)

    privacy = classify(internal="id contest round number stem options answer explanation source")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["contest", "number"], name="contests_card_number")]

    def __str__(self) -> str:
        return f"{self.contest_id} {self.number}"


class Team(models.Model):
    """A team at its table; `unit` is the one it stands for, if any."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="teams")
    position = models.PositiveSmallIntegerField("台号")
    name = models.CharField("队名", max_length=40)
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")

    privacy = classify(internal="id contest position name unit")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["contest", "position"], name="contests_team_position")]

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """That a member sits in a team."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="people")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")

    privacy = classify(internal="id team", personal="member")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["team", "member"], name="contests_team_member_once")]

    def __str__(self) -> str:
        return f"seat {self.pk}"


class Call(models.Model):
    """One press of a host; never changed, never deleted. `undo` repeats the marks of what it undoes, turned round."""

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="calls")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=CallKind.choices)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="+")
    card = models.ForeignKey(Card, models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    is_right = models.BooleanField(null=True)
    marks = models.SmallIntegerField(default=0)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    called_at = models.DateTimeField()
    called_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id contest number kind round card team is_right marks undoes called_at called_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contest", "number"], name="contests_call_number"),
            models.CheckConstraint(
                condition=Q(kind="undo", undoes__isnull=False) | ~Q(kind="undo") & Q(undoes__isnull=True),
                name="contests_call_undo_pair",
            ),
            models.CheckConstraint(
                condition=~Q(kind="mark") | Q(team__isnull=False, is_right__isnull=False), name="contests_call_mark"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest_id} {self.number}"
