"""Pages: choose, roll-up, what stands behind a figure, definitions, overview; and the files of each."""
