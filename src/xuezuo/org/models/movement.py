"""Transfers between units and invitations to log in."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify


class TransferState(models.TextChoices):
    """A transfer waits for the receiving unit's receipt; the sender stays responsible until then (教管条例 25)."""

    SENT = "sent", "已转出，待接收"
    RECEIVED = "received", "已接收"
    REFUSED = "refused", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


class Transfer(models.Model):
    """A transfer of the formal affiliation 组织关系转接, with a receipt on both sides."""

    uid = models.UUIDField(unique=True)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="transfers")
    from_unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="transfers_out")
    to_unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="transfers_in")
    state = models.CharField(max_length=12, choices=TransferState.choices, default=TransferState.SENT)
    reason = models.CharField(max_length=200)
    document = models.CharField("介绍信编号", max_length=100, blank=True)
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    valid_until = models.DateField("有效期至")
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=200, blank=True)

    privacy = classify(
        internal="id uid from_unit to_unit state sent_on sent_at valid_until decided_on decided_at",
        personal="member reason document decision_note",
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(state=TransferState.SENT), name="org_transfer_one_open"
            ),
            models.CheckConstraint(
                condition=models.Q(decided_on__isnull=True, decided_at__isnull=True)
                | models.Q(decided_on__isnull=False, decided_at__isnull=False),
                name="org_transfer_decided_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"transfer {self.uid}"


class Invitation(models.Model):
    """A one-time code, printed by the secretary, with which a member makes the own log-in; only its hash is kept."""

    uid = models.UUIDField(unique=True)
    member = models.ForeignKey("org.Member", models.PROTECT, related_name="invitations")
    code_hash = models.BinaryField(unique=True)
    created_at = models.DateTimeField()
    created_by = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    privacy = classify(
        internal="id uid created_at created_by expires_at used_at revoked_at", personal="member", secret="code_hash"
    )

    def __str__(self) -> str:
        return f"invitation {self.uid}"
