"""URLs of the shell."""

from django.urls import path

from xuezuo.web.views import search, shell

app_name = "web"
urlpatterns = [
    path("", shell.home, name="home"),
    path("search/", search.search, name="search"),
    path("text-size/", shell.text_size, name="text-size"),
    path("gallery/", shell.gallery, name="gallery"),
]
