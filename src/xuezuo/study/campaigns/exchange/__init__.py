"""Campaign packs as files: read, checked, offered."""
