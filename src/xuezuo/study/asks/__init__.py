"""What a unit asks of itself and of those below it, for a time that ends.

    Ask     one action of a campaign, one item of a plan or of a prompt, as a duty in the words of `rules`

Required asks are duties in the engine of `duties`, which reads them through `queries`; optional ones are only shown.
"""
