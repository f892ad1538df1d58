"""Organizations and members: the dated tree, affiliations, stages, posts, terms, transfers; roster in and out."""
