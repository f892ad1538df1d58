"""Contests 竞赛征文: knowledge contests in teams and rounds; speeches and essays before a jury.

    Contest --< Round, Card, Team --< TeamMember     a knowledge contest and what is made ready for it
    Contest --< Call                                 what the host pressed: a log that only grows; undo is one more
    Contest --< Criterion, Juror                     an essay or speech contest and its jury
    Contest --< Entry --< Authorship (sealed)        a work without its authors; who wrote it, known to them alone
    Juror --< Assignment >-- Entry; Assignment --< Marking (sealed) ; Entry -- Result

Results stay inside the contest: nothing leads from here into a person's record. Marks are whole hundredths of a mark.
"""
