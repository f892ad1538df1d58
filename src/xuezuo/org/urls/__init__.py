"""URLs of the organization: one module per noun."""

from xuezuo.org.urls import people

app_name = "org"
urlpatterns = [*people.urlpatterns]
