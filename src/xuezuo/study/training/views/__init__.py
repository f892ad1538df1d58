"""Pages of training: HTTP in, one query or one service, a page or a redirect out."""
