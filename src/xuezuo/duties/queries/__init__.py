"""Reads: which duties bind whom, how each stands, what a unit has to do this month, how units below stand.

One definition per template (`templates.py`, SQL text) serves one unit and the whole tree; `slots.py` fills in the
periods, requirements and scope; `status.py` reads one unit, `standing.py` counts for the units below.
"""
