from django.urls import path

from portal.searching import views

urlpatterns = [path("search/", views.results, name="search")]
