"""The register of audit names: `app.noun_past` -> Chinese label shown to people."""

_names: dict[str, str] = {}


def register_name(name: str, label: str) -> str:
    """Declare an audit name once, with the Chinese words that stand for it; returns the name.

    Raises:
        ValueError: when the name is taken with another label.
    """
    if _names.get(name, label) != label:
        raise ValueError(f"audit name {name} is declared twice")
    _names[name] = label
    return name


def label_of(name: str) -> str:
    """Return the Chinese label of an audit name (the name itself when an old release wrote it)."""
    return _names.get(name, name)


def all_names() -> dict[str, str]:
    """Return every declared audit name with its label, by name."""
    return dict(sorted(_names.items()))
