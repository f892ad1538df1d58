"""Organizational life: meetings, lectures, theme days; rosters, attendance, minutes."""
