"""Use cases of reading.

What a member keeps for oneself (`private`, and self-study until it is submitted) is not audited: a trail of it would
tell who read what and when.
"""
