"""Training.

TrainingClass --< Enrolment >-- Member
TrainingClass --< Session --< SessionRevision
Session --< Attendance >-- Member; Attendance --< AttendanceRevision
TrainingClass --< Certificate >-- Member
"""

from xuezuo.study.training.models.attendance import Attendance, AttendanceRevision
from xuezuo.study.training.models.cases import Case, Topic, TopicMember
from xuezuo.study.training.models.classes import Certificate, Enrolment, TrainingClass
from xuezuo.study.training.models.lecturers import Booking, Lecturer, Offer
from xuezuo.study.training.models.places import Place, Route, RouteRevision, RouteStop, Visit, Visitor, VisitRevision
from xuezuo.study.training.models.sessions import Session, SessionRevision

__all__ = [
    "Attendance",
    "AttendanceRevision",
    "Booking",
    "Case",
    "Certificate",
    "Enrolment",
    "Lecturer",
    "Offer",
    "Place",
    "Route",
    "RouteRevision",
    "RouteStop",
    "Session",
    "SessionRevision",
    "Topic",
    "TopicMember",
    "TrainingClass",
    "Visit",
    "VisitRevision",
    "Visitor",
]
