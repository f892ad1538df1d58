"""Long work that people watch."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify


class JobState(models.TextChoices):
    """Where a job stands."""

    WAITING = "waiting", "等待中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"
    CANCELLED = "cancelled", "已取消"


ENDED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Job(models.Model):
    """One piece of long work: what, for whom, how far, and its result file or message.

    `message` is the step at hand while it runs, and the reason when it failed. `params` and `result` name files inside
    the job's folder, ids and counts; never a person's data.
    """

    uid = models.UUIDField(unique=True)
    kind = models.CharField(max_length=60)
    account_id = models.BigIntegerField(null=True)
    params = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    cancel_requested_at = models.DateTimeField(null=True)

    privacy = classify(
        internal="id uid kind account_id params state done total message result created_at started_at finished_at "
        "cancel_requested_at"
    )

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account_id", "-created_at"], name="job_account")]

    def __str__(self) -> str:
        return f"job {self.kind} {self.uid}"
