"""The rows of exams; see the app's docstring for how they hang together."""

from xuezuo.study.exams.models.bank import Bank, Question, QuestionVersion
from xuezuo.study.exams.models.paper import DrawRule, Exam, PaperItem
from xuezuo.study.exams.models.sitting import (
    AnswerSheet,
    Response,
    ResponseRevision,
    Result,
    ResultRevision,
    Sitting,
    Step,
)

__all__ = [
    "AnswerSheet",
    "Bank",
    "DrawRule",
    "Exam",
    "PaperItem",
    "Question",
    "QuestionVersion",
    "Response",
    "ResponseRevision",
    "Result",
    "ResultRevision",
    "Sitting",
    "Step",
]
