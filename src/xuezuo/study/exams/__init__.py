"""Exams 考学: question banks, papers, sittings, marks.

    Bank --< Question --< QuestionVersion      a question is never changed, it gets another version
    Exam --< PaperItem, DrawRule               a fixed paper, or one drawn by rule for each sitting
    Exam --< Sitting --< Step                  who sat (fact); answers as an append-only list of saved steps
    Sitting -- Result --< Response             marks: seen by the person, counted upwards, compared with nobody's

The key never leaves the server before the end of the exam. Marks are whole hundredths of a mark.
"""
