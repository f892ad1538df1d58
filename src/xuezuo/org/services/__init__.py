"""Use cases of the organization: one function per deed."""
