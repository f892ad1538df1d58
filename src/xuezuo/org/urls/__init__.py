"""URLs of the organization: one module per noun."""

from xuezuo.org.urls import people, roster, units

app_name = "org"
urlpatterns = [*units.urlpatterns, *people.urlpatterns, *roster.urlpatterns]
