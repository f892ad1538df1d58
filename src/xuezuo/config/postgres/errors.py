"""What stands between the product and its database, told to the person who runs it."""


class DatabaseProblem(Exception):  # CONFIG: it is a report to a person; "Error" says nothing more
    """The database cannot be used; the message says why and what to do next."""
