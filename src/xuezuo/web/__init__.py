"""The shell: base page, navigation, home, search, components."""
