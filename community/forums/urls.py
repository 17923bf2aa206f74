"""Addresses of groups and topics, below the language."""

from django.urls import path

from . import views

app_name = "groups"

urlpatterns = [
    path("groups/", views.group_list, name="list"),
    path("groups/<uuid:uid>/", views.group_page, name="group"),
    path("groups/<uuid:uid>/members/", views.group_members, name="members"),
    path("groups/<uuid:uid>/new/", views.new_topic, name="new-topic"),
    path("topics/<uuid:uid>/", views.topic_page, name="topic"),
    path("topics/<uuid:uid>/reply/", views.reply, name="reply"),
    path("topics/<uuid:uid>/posts/<int:number>/", views.post_place, name="post"),
]
