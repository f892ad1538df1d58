"""What goes between voter, poll and public: signatures, ballots, envelopes, lists. No Django, no database."""
