"""Training.

TrainingClass --< Enrolment >-- Member
TrainingClass --< Session --< SessionRevision
Session --< Attendance >-- Member; Attendance --< AttendanceRevision
TrainingClass --< Certificate >-- Member
"""

from xuezuo.study.training.models.attendance import Attendance, AttendanceRevision
from xuezuo.study.training.models.classes import Certificate, Enrolment, TrainingClass
from xuezuo.study.training.models.lecturers import Booking, Lecturer, Offer
from xuezuo.study.training.models.sessions import Session, SessionRevision

__all__ = [
    "Attendance",
    "AttendanceRevision",
    "Booking",
    "Certificate",
    "Enrolment",
    "Lecturer",
    "Offer",
    "Session",
    "SessionRevision",
    "TrainingClass",
]
