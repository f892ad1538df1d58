"""Addresses of training."""

from django.urls import path

from xuezuo.study.training.views import bookings, certificates, classes, enrolments, lecturers, sessions

app_name = "training"
_CLASS = "classes/<uuid:uid>/"
_SESSION = "sessions/<uuid:uid>/"

urlpatterns = [
    path("classes/", classes.class_list, name="class-list"),
    path("classes/make/", classes.class_make, name="class-make"),
    path(_CLASS, classes.class_detail, name="class-detail"),
    path(f"{_CLASS}change/", classes.class_change, name="class-change"),
    path(f"{_CLASS}open/", classes.class_open, name="class-open"),
    path(f"{_CLASS}close/", classes.class_close, name="class-close"),
    path(f"{_CLASS}cancel/", classes.class_cancel, name="class-cancel"),
    path(f"{_CLASS}export/", classes.class_export, name="class-export"),
    path(f"{_CLASS}enrol/", enrolments.enrolment_make, name="enrolment-make"),
    path(f"{_CLASS}ask/", enrolments.enrolment_ask, name="enrolment-ask"),
    path(f"{_CLASS}decide/", enrolments.enrolment_decide, name="enrolment-decide"),
    path("enrolments/<uuid:uid>/refuse/", enrolments.enrolment_refuse, name="enrolment-refuse"),
    path("enrolments/<uuid:uid>/leave/", enrolments.enrolment_leave, name="enrolment-leave"),
    path(f"{_CLASS}sessions/plan/", sessions.session_plan, name="session-plan"),
    path(f"{_CLASS}sessions/record/", sessions.session_record, name="session-record"),
    path(_SESSION, sessions.session_detail, name="session-detail"),
    path(f"{_SESSION}hold/", sessions.session_hold, name="session-hold"),
    path(f"{_SESSION}correct/", sessions.session_correct, name="session-correct"),
    path(f"{_SESSION}void/", sessions.session_void, name="session-void"),
    path(f"{_SESSION}attendance/", sessions.attendance_correct, name="attendance-correct"),
    path(f"{_CLASS}certificates/", certificates.certificate_issue, name="certificate-issue"),
    path("certificates/<uuid:uid>/", certificates.certificate_read, name="certificate-read"),
    path("certificates/<uuid:uid>/void/", certificates.certificate_void, name="certificate-void"),
    path("check/<uuid:uid>/", certificates.certificate_check, name="certificate-check"),
    path("lecturers/", lecturers.lecturer_list, name="lecturer-list"),
    path("lecturers/make/", lecturers.lecturer_make, name="lecturer-make"),
    path("lecturers/<uuid:uid>/", lecturers.lecturer_detail, name="lecturer-detail"),
    path("lecturers/<uuid:uid>/change/", lecturers.lecturer_change, name="lecturer-change"),
    path("lecturers/<uuid:uid>/offers/", lecturers.offer_make, name="offer-make"),
    path("offers/<uuid:uid>/withdraw/", lecturers.offer_withdraw, name="offer-withdraw"),
    path("offers/<uuid:uid>/book/", bookings.booking_make, name="booking-make"),
    path("bookings/<uuid:uid>/confirm/", bookings.booking_confirm, name="booking-confirm"),
    path("bookings/<uuid:uid>/refuse/", bookings.booking_refuse, name="booking-refuse"),
    path("bookings/<uuid:uid>/cancel/", bookings.booking_cancel, name="booking-cancel"),
    path("bookings/<uuid:uid>/hold/", bookings.booking_hold, name="booking-hold"),
    path("bookings/<uuid:uid>/correct/", bookings.booking_correct, name="booking-correct"),
]
