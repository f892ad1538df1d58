"""What the pages of the shell gather from the rooms below."""
