"""Works, and apart from them who wrote them."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify
from xuezuo.study.contests.models.contest import Contest
from xuezuo.study.contests.types import EntryState


class Entry(models.Model):
    """A work without its authors: nothing in this row tells who, where or when.

    `id` and `uid` are random: they do not even give the order in which works came in. `number` is drawn when the
    judging begins. `file` is the uid of the stored file, under a name that we chose.
    """

    uid = models.UUIDField(unique=True)
    contest = models.ForeignKey(Contest, models.PROTECT, related_name="entries")
    state = models.CharField(max_length=10, choices=EntryState.choices, default=EntryState.ENTERED)
    number = models.PositiveSmallIntegerField("编号", null=True)
    title = models.CharField("题目", max_length=120)
    text = models.TextField("正文", max_length=30000, blank=True)
    file = models.UUIDField(null=True)

    privacy = classify(internal="id uid contest state number file", personal="title text")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["contest", "number"], name="contests_entry_number")]

    def __str__(self) -> str:
        return f"entry {self.number} of {self.contest_id}"


class FormerWork(models.Model):
    """What a work was before its author replaced it; sealed, for its authors only: jurors get the last version.

    The first one handed in is version 1; the `Entry` itself is one higher than the last of these.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="former")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(max_length=30000, blank=True)
    file = models.UUIDField(null=True)
    replaced_at = models.DateTimeField()

    privacy = classify(internal="id entry version file", personal="title text replaced_at")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "version"], name="contests_formerwork_version")
        ]

    def __str__(self) -> str:
        return f"version {self.version} of entry {self.entry_id}"


class Authorship(models.Model):
    """Who wrote a work: sealed, to be read by that person alone until the contest is closed.

    `unit` is the author's branch on the day of entering. `unsealed_at` is set at the end for awarded works: from then
    on posts at or above the contest's unit may read it.
    """

    contest = models.ForeignKey(Contest, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="authorships")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    agrees = models.BooleanField("同意获奖时公布姓名和作品", default=False)
    entered_at = models.DateTimeField()
    unsealed_at = models.DateTimeField(null=True)

    privacy = classify(internal="id contest entry position unsealed_at", personal="member unit agrees entered_at")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "member"], name="contests_author_once")]

    def __str__(self) -> str:
        return f"author {self.position} of {self.entry_id}"
