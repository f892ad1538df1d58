"""Chinese text as search and likeness see it: pure functions, no database.

fold       traditional -> simplified, capitals and wide letters -> plain; every sign stays at its place
cut        words for the index and for queries
shingles   fingerprints of a text
language   the tag of a text from its script
"""
