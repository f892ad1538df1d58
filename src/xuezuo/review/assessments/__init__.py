"""Special assessments by anonymous questionnaire."""
