"""Deeds of evaluation, in the order in which they happen."""

from xuezuo.review.evaluation.services.appealing import appeal_answer, appeal_decide, appeal_make
from xuezuo.review.evaluation.services.balloting import ballot_start
from xuezuo.review.evaluation.services.deciding import result_read, results_tell, verdict_correct, verdicts_record
from xuezuo.review.evaluation.services.finishing import home_receive, part_finish, results_export
from xuezuo.review.evaluation.services.importing import past_import
from xuezuo.review.evaluation.services.lists import subject_leave, subject_take
from xuezuo.review.evaluation.services.reviewing import committee_report, papers_record, peers_record, self_save
from xuezuo.review.evaluation.services.rounds import round_close, round_start, round_void

__all__ = [
    "appeal_answer",
    "appeal_decide",
    "appeal_make",
    "ballot_start",
    "committee_report",
    "home_receive",
    "papers_record",
    "part_finish",
    "past_import",
    "peers_record",
    "result_read",
    "results_export",
    "results_tell",
    "round_close",
    "round_start",
    "round_void",
    "self_save",
    "subject_leave",
    "subject_take",
    "verdict_correct",
    "verdicts_record",
]
