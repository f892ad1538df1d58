"""Pages: this month, status of a unit, how the units below stand, what counted for one duty, the rule browser."""
