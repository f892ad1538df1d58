"""HTTP in, one query or one service, template or redirect out."""
