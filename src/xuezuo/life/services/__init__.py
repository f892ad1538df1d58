"""Deeds of organizational life: one function per deed, atomic, permitted, audited.

    planning     activity_plan, activity_replan, activity_call
    templates    template_make, change, end; activity_plan_from; meeting_setting_save
    series       series_make, change, draft; turn_skip, move, restore
    agenda       agenda_set, agenda_carry, outcome_set
    recording    activity_record (one minute), activity_hold, activity_confirm
    correcting   activity_reopen, activity_correct, activity_void
    attendance   attendance_set, attendance_from_paper, attendance_correct, guest_add
    signing      attendance_sign_in
    writing      minutes_write, minutes_correct
    kept         text_keep, text_drop: what a conflict kept from being saved
    commenting   comment_add, comment_answer
    deciding     resolution_add, change, report, done, reopen, drop
    papers       file_attach, file_remove, file_read
    printing     paper_read, book_read: that somebody took a paper out
    talks        heart_talk_record, heart_talk_void

Every service locks the activity's row first, then its attendances. Counts on the activity follow in the same
transaction.
"""

from xuezuo.life.services.agenda import agenda_carry, agenda_set, outcome_set
from xuezuo.life.services.attendance import attendance_correct, attendance_from_paper, attendance_set, guest_add
from xuezuo.life.services.commenting import comment_add, comment_answer
from xuezuo.life.services.correcting import activity_correct, activity_reopen, activity_void
from xuezuo.life.services.deciding import (
    resolution_add,
    resolution_change,
    resolution_done,
    resolution_drop,
    resolution_reopen,
    resolution_report,
)
from xuezuo.life.services.kept import text_drop, text_keep
from xuezuo.life.services.papers import file_attach, file_read, file_remove
from xuezuo.life.services.planning import activity_call, activity_plan, activity_replan
from xuezuo.life.services.printing import paper_read
from xuezuo.life.services.recording import activity_confirm, activity_hold, activity_record
from xuezuo.life.services.series import (
    series_change,
    series_draft,
    series_make,
    turn_move,
    turn_restore,
    turn_skip,
)
from xuezuo.life.services.signing import attendance_sign_in
from xuezuo.life.services.talks import heart_talk_record, heart_talk_void
from xuezuo.life.services.templates import (
    activity_plan_from,
    meeting_setting_save,
    template_change,
    template_end,
    template_make,
)
from xuezuo.life.services.writing import minutes_correct, minutes_write, place_of

__all__ = [
    "activity_call",
    "activity_confirm",
    "activity_correct",
    "activity_hold",
    "activity_plan",
    "activity_plan_from",
    "activity_record",
    "activity_reopen",
    "activity_replan",
    "activity_void",
    "agenda_carry",
    "agenda_set",
    "attendance_correct",
    "attendance_from_paper",
    "attendance_set",
    "attendance_sign_in",
    "comment_add",
    "comment_answer",
    "file_attach",
    "file_read",
    "file_remove",
    "guest_add",
    "heart_talk_record",
    "heart_talk_void",
    "meeting_setting_save",
    "minutes_correct",
    "minutes_write",
    "outcome_set",
    "paper_read",
    "place_of",
    "resolution_add",
    "resolution_change",
    "resolution_done",
    "resolution_drop",
    "resolution_reopen",
    "resolution_report",
    "series_change",
    "series_draft",
    "series_make",
    "template_change",
    "template_end",
    "template_make",
    "text_drop",
    "text_keep",
    "turn_move",
    "turn_restore",
    "turn_skip",
]
