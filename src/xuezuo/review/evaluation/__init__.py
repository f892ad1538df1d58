"""Democratic evaluation of members."""
