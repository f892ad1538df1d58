"""Campaigns of study: started from a pack for a part of the tree, in batches, paused, closed, looked back at."""
