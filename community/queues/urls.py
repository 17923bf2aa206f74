"""The list of what waits, below the language."""

from django.urls import path

from . import views

app_name = "queues"

urlpatterns = [
    path("office/queues/", views.waiting, name="list"),
    path("office/queues/<uuid:uid>/", views.hand, name="hand"),
]
