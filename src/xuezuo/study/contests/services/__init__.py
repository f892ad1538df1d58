"""Use cases of contests.

`contests` from the announcement to the end; `preparing` and `hosting` a knowledge contest; `entering` works (through
`blinding`), `juries`, `marking`, `judging` and awards.
"""
