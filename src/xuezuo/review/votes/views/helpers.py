"""What the views of votes share."""

import uuid

from django.urls import reverse


def page_of(uid: uuid.UUID) -> str:
    """Return the address of a vote's page."""
    return reverse("votes:vote-detail", args=[uid])
