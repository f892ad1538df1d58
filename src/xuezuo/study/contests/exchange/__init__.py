"""Question cards from workbooks in the layout of question banks."""
