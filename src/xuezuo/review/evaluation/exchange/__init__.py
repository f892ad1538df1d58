"""Files of evaluation: counts and results out, past years in."""
