"""Attachments: type-checked, size-limited, stored outside the web root, served only after a permission check."""
