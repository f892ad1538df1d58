"""Training and lectures 培训与宣讲: what is taught by people to people.

    classes     TrainingClass >-- enrolments of members; sessions with attendance; certificates
    lecturers   a register, offers, bookings by units
    places      teaching points, routes, visits of units
    cases       the case library; research topics

Only the attendance of sessions and visits are deeds (see `deeds`); everything else helps to bring them about.
"""
