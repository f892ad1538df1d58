"""Identifiers that appear in URLs and files: UUID version 7 (RFC 9562), sortable by time of making."""

import uuid

import uuid_utils.compat


def new_id() -> uuid.UUID:
    """Make a new UUIDv7."""
    return uuid_utils.compat.uuid7()
