"""What this app tells a room below: problems to be put right stand in the list of follow-ups, beside decisions."""

from xuezuo.life.queries import add_source
from xuezuo.review.responsibility.queries.problems import FollowUps

add_source("responsibility", FollowUps())
