from django.urls import path

from portal.searching import views

urlpatterns = [
    path("search/", views.results, name="search"),
    path("search/suggest", views.suggestions, name="search-suggest"),
]
