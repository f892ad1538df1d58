"""The database backend that tells PostgreSQL who acts, and helpers for row-level security.

Map: `scope` is where the backend asks who acts (`platform.access` answers); `backend` is Django's ENGINE; `rowsecurity`
holds the migration operations that put a personal table behind row-level security.
"""
