"""PostgreSQL for people who do not want to install one, and for those who have one.

Map, from low to high; nothing here knows Django:
    errors     `DatabaseProblem`: what went wrong and what to do about it, one message
    target     `Target`: where to connect and as whom
    binaries   finds `initdb`, `postgres`, `pg_dump` of one PostgreSQL >= 15
    vault      passwords and keys of an installation (`secrets.json`, 0600)
    identity   PostgreSQL refuses to run as root: as whom it runs instead
    cluster    one data folder: create, start, join, recover, stop
    roles      roles, database, grants: what the owner prepares before and after migrating
    choice     embedded or `DATABASE_URL`: `choose()` returns the `Choice` that everything above uses
"""
