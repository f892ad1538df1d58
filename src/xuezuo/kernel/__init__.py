"""Pure building blocks: civil dates, periods, ids, errors, text. No Django, no input or output."""
