"""The privacy class of every stored field.

Every model carries `privacy = classify(internal="...", personal="...", secret="...")`; a guard fails on a field that is
missing. The class decides who reads a field, whether it may enter audit, export and log, and how long it stays:

    public    may be published (names of organizations, kinds of activities)
    internal  for people with a post in the organization (dates, states, counts, keys)
    personal  about a person; behind row-level security; never in logs, audit values or analytic stores
    secret    encrypted, masked on screen, unmasked only with a reason that is logged
"""

from enum import StrEnum


class PrivacyClass(StrEnum):
    """How careful a field must be treated, from open to closed."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SECRET = "secret"


type Privacy = dict[str, PrivacyClass]


def classify(*, public: str = "", internal: str = "", personal: str = "", secret: str = "") -> Privacy:
    """Return the class of each field; field names are separated by blanks.

    Raises:
        ValueError: when a field is named twice.
    """
    result: Privacy = {}
    for level, names in (
        (PrivacyClass.PUBLIC, public),
        (PrivacyClass.INTERNAL, internal),
        (PrivacyClass.PERSONAL, personal),
        (PrivacyClass.SECRET, secret),
    ):
        for name in names.split():
            if name in result:
                raise ValueError(f"field {name} has two privacy classes")
            result[name] = level
    return result
