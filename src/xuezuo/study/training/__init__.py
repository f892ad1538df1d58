"""Training and lectures 培训与宣讲: what is taught by people to people.

    classes     TrainingClass >-- enrolments of members; sessions with attendance; certificates
    ...         lecturers and tours; teaching points, routes and visits; cases; research topics

Only the attendance of sessions and visits are deeds (see `deeds`); everything else helps to bring them about.
"""
