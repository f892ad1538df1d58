"""Which duty binds whom when, and how it stands: computed from cited rules and recorded deeds."""
