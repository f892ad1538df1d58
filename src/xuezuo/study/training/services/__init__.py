"""Deeds of training: one function per deed, atomic, permitted, audited.

    classes       class_make, class_change, class_open, class_close, class_cancel
    enrolments    enrolment_make, enrolment_ask, enrolments_decide, enrolment_refuse, enrolment_leave
    sessions      session_plan, session_record, session_hold, session_correct, session_void
    attendance    attendance_correct
    certificates  certificates_issue, certificate_void, certificate_pdf
    lists         list_export

Every service locks the row of the class first, then the session's, then the attendances. Counts follow in the same
transaction.
"""
