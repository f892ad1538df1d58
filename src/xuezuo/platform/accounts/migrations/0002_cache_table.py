"""The table behind Django's database cache: rate limits that all processes share.

Unlogged: a crash may forget them, and writing them should cost next to nothing.
"""

from django.db import migrations

MAKE = """
CREATE UNLOGGED TABLE xuezuo_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX xuezuo_cache_expires ON xuezuo_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, "DROP TABLE xuezuo_cache")]
