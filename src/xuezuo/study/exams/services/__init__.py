"""Use cases of exams.

Authors: `banks`, `questions`, `papers`, `exams`, `marking`, `regrading`, `paper_entry`. Those who sit: `sitting`,
`saving`, `submitting`, `grading`. Both: `scoring`, what an answer is worth.
"""
