"""Refusals of assessments, one per broken rule."""

from xuezuo.kernel.errors import DomainError, Kind


class WrongState(DomainError):
    """The questionnaire is not in a state in which this can be done."""

    code = "assessments.wrong_state"
    kind = Kind.CONFLICT
    template = "目前是“{state}”，不能{deed}。"


class QuestionWrong(DomainError):
    """A question that nobody could answer."""

    code = "assessments.question_wrong"
    template = "这道题不能用：{why}"


class SurveyEmpty(DomainError):
    """Without questions there is nothing to ask."""

    code = "assessments.survey_empty"
    template = "还没有题目，不能开始。请先添加。"


class SampleTooSmall(DomainError):
    """Answers of fewer than ten are never shown; asking fewer is asking for nothing."""

    code = "assessments.sample_too_small"
    template = "参加的只有 {count} 人，不足 {least} 人，结果无法显示。请扩大范围或人数。"
