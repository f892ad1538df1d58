"""Who may open the pages of the shell."""

from tests.support.access import REST, Row

ROWS = (
    Row("web:home", expected={302: "stranger", 200: REST}),
    Row("web:search", expected={302: "stranger", 403: "feng", 200: REST}, query="q=lc"),
    Row("web:text-size", expected={302: REST}, method="post", data=lambda _: {"size": "large"}),
    Row("web:gallery", expected={200: "feng", 404: REST}),
)
