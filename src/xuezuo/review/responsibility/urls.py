"""Addresses of the app."""

from django.urls import URLPattern

app_name = "responsibility"

urlpatterns: list[URLPattern] = []
