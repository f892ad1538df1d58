"""Dev scripts of the house; never shipped."""
