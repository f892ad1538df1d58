"""What this app says in rooms below: the panel of votes on a meeting's page and in its minutes."""

from xuezuo.life.queries import add_panel
from xuezuo.review.votes.queries.meeting import votes_panel

add_panel("votes", votes_panel)
