"""Django's PostgreSQL backend, with the actor pushed into each transaction."""
