"""What is written about a meeting: minutes in versions, what attendees say to them, what is not saved yet."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify


class Minutes(models.Model):
    """The minutes 会议记录 of a whole meeting, or of one point of its agenda; each saving is a new version.

    `is_correction`: written after the time to comment was over. The database takes no other version then, and changes
    or deletes none (migration 0012).
    """

    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="minutes_versions")
    item = models.ForeignKey("life.AgendaItem", models.PROTECT, null=True, related_name="minutes_versions")
    version = models.PositiveSmallIntegerField()
    text = models.TextField("会议记录")
    reason = models.CharField(max_length=200, blank=True)
    is_correction = models.BooleanField(default=False, db_default=False)
    written_at = models.DateTimeField()
    written_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id activity item version reason is_correction written_at written_by", personal="text")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "version"], condition=models.Q(item__isnull=True), name="life_minutes_whole_version"
            ),
            models.UniqueConstraint(
                fields=["item", "version"], condition=models.Q(item__isnull=False), name="life_minutes_item_version"
            ),
            models.CheckConstraint(
                condition=models.Q(is_correction=False) | ~models.Q(reason=""), name="life_minutes_correction_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"minutes {self.version} of {self.activity_id}"


class CommentWindow(models.Model):
    """The civil days on which attendees may comment on the minutes; set once, when they are there and confirmed.

    After `last_day` the minutes are sealed, in the database too.
    """

    activity = models.OneToOneField("life.Activity", models.PROTECT, related_name="comment_window")
    opened_on = models.DateField()
    last_day = models.DateField()

    privacy = classify(internal="id activity opened_on last_day")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(last_day__gte=models.F("opened_on")), name="life_window_order"),
        ]

    def __str__(self) -> str:
        return f"comments on {self.activity_id} until {self.last_day}"


class MinutesComment(models.Model):
    """What an attendee says to the minutes, and what whoever keeps them answers; the answer may change until sealed."""

    uid = models.UUIDField(unique=True)
    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="comments")
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    text = models.CharField("意见", max_length=500)
    written_at = models.DateTimeField()
    answer = models.CharField("答复", max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)

    privacy = classify(internal="id uid activity written_at answered_at answered_by", personal="member text answer")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="life_comment_answer_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.uid}"


class KeptText(models.Model):
    """What somebody wrote that could not be saved because somebody else had saved before: kept until it is decided.

    `place` names the text: `minutes`, `agenda`, or the uid of an agenda item or of a resolution.
    """

    activity = models.ForeignKey("life.Activity", models.PROTECT, related_name="kept_texts")
    place = models.CharField(max_length=40)
    author = models.ForeignKey("org.Member", models.PROTECT, related_name="+")
    base = models.PositiveSmallIntegerField()
    text = models.TextField()
    kept_at = models.DateTimeField()

    privacy = classify(internal="id activity place base kept_at", personal="author text")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["activity", "place", "author"], name="life_kept_text_once"),
        ]

    def __str__(self) -> str:
        return f"kept text {self.pk}"
