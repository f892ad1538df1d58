"""Forms of contests: `contest` for those who run one, `taking_part` for authors and jurors."""
