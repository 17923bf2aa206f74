"""Which applications this browser has opened by a mailed link. Kept in the session only."""

from django.http import HttpRequest

from .models import Application

KEY = "joining.opened"
MOST = 10


def opened_in(request: HttpRequest) -> list[str]:
    """The uids; asking a browser without a session costs nothing."""
    return list(request.session.get(KEY, []))


def remember(request: HttpRequest, application: Application) -> None:
    """The browser may open it until its session ends."""
    uid = str(application.uid)
    request.session[KEY] = [uid, *(one for one in opened_in(request) if one != uid)][:MOST]
