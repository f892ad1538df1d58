"""Template tags of the shell; `ui` is a builtin of the template engine: no `{% load %}` needed."""
