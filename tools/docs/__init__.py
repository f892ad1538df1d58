"""Generated reference pages and the check of links.

`python -m tools.docs` writes docs/reference/*.md; `--check` changes nothing and fails when a page is stale, a setting
is undocumented or a link leads nowhere. Map: `pages` one function per page; `variables` finds settings in the source;
`links` walks Markdown.
"""
