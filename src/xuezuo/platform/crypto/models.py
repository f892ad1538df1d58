"""Which keys the database's secret fields are sealed with."""

from typing import ClassVar

from django.db import models

from xuezuo.platform.privacy import classify


class KeyPrint(models.Model):
    """The fingerprint of a key: tells keys apart and says nothing about them."""

    use = models.CharField(max_length=10, unique=True)
    fingerprint = models.CharField(max_length=16)

    privacy = classify(internal="id use fingerprint")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(use__in=["field", "lookup"]), name="crypto_keyprint_use"),
        ]

    def __str__(self) -> str:
        return f"{self.use} {self.fingerprint}"
