"""A bare Django view on the service's own server and database: what a page costs at least. Served by `bench.load` alone."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

PAGE = Engine().from_string(
    "<!DOCTYPE html><title>People</title><table>"
    "{% for given, family, born in people %}<tr><td>{{ given }} {{ family }}<td>{{ born }}{% endfor %}</table>"
)


def people(request: HttpRequest) -> HttpResponse:
    """The first fifty names and days of birth, in one statement: no sign-in, no permission, no audit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT given, family, birth_on FROM families_personname AS name"
            " JOIN families_person AS person ON person.id = person_id ORDER BY name.id LIMIT 50"
        )
        return HttpResponse(PAGE.render(Context({"people": cursor.fetchall()})))


urlpatterns = [path("", people)]

if os.environ.get("CS_BARE"):
    from django.conf import settings

    settings.INSTALLED_APPS = settings.MIDDLEWARE = []
    settings.ROOT_URLCONF = "bench._bare"
    application = get_wsgi_application()
