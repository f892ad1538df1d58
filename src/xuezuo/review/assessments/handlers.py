"""What this app tells a room below: which questionnaires ask about a campaign."""

from xuezuo.review.assessments.queries.campaigns import survey_links
from xuezuo.study.campaigns.queries.links import add_links

add_links("assessments", survey_links)
