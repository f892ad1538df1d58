"""The demonstration: a fictional county with about 60 organizations, 1,200 members and a year of life.

    names    invented names, numbers with valid check digits
    county   the tree and the roster, written as the two CSV files that people import
    year     a year of meetings with gaps and late entries, written as JSON Lines that programs import
    story    what happened otherwise: moves, a merger, a split, transfers, terms, talks, corrections, plans
    study_reading  short texts, a reading list, daily reading, self-study
    people   the log-ins that are printed
    loading  puts it together: all of it in one transaction, by the same services as everything else

Names of places, organizations and people are invented; any likeness is chance. The same day gives the same county.
"""
