"""Reads of elections: doors, electorate, formulas as sentences, ballots, pages."""
