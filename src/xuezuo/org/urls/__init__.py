"""URLs of the organization: one module per noun."""

from xuezuo.org.urls import people, units

app_name = "org"
urlpatterns = [*units.urlpatterns, *people.urlpatterns]
