"""What the organization tells the rooms below: a member's number is a login name too."""

from xuezuo.org.queries.identity import account_id_by_number
from xuezuo.platform.accounts.queries import register_alias

register_alias(account_id_by_number)
