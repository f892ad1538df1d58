"""Deeds of assessments."""

from xuezuo.review.assessments.services.surveys import (
    question_add,
    question_remove,
    survey_close,
    survey_discard,
    survey_make,
    survey_open,
)

__all__ = ["question_add", "question_remove", "survey_close", "survey_discard", "survey_make", "survey_open"]
