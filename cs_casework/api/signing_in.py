"""Who calls: a program by its token, or the browser of somebody who is signed in.

`TokenMiddleware` stands before sessions are read: a call by token is none, whatever cookies come with it. It counts the
call in a transaction of its own, so that calls at once do not wait for each other, and a refused one is counted too.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.authentication import SessionAuthentication as TheirSessionAuthentication
from rest_framework.request import Request

from cs_casework.accounts.models import User
from cs_casework.accounts.signing_in import has_passed
from cs_casework.accounts.tokens import caller, count_call, token_of
from cs_casework.api.problems import document, plain_answer

HERE = "/api/"
SCHEME = "Token"


class TokenMiddleware:
    """Reads `Authorization: Token …`, counts the call, and says how many are left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        scheme, _space, secret = request.headers.get("Authorization", "").strip().partition(" ")
        if not request.path_info.startswith(HERE) or not scheme:
            return self.get_response(request)
        request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        token = token_of(secret.strip()) if scheme.lower() == SCHEME.lower() else None
        user = caller(token) if token else None
        if token is None or user is None:
            challenge = {"WWW-Authenticate": SCHEME}
            return plain_answer(document(401, "Nobody is known by this token, or it has run out."), challenge)
        calls, wait = count_call(token.pk)
        most = settings.API_CALLS_A_MINUTE
        limits = {
            "RateLimit-Policy": f'"token";q={most};w=60',
            "RateLimit": f'"token";r={max(most - calls, 0)};t={wait}',
        }
        if calls > most:
            words = "This token has been used too often in this minute. Wait as long as Retry-After says."
            return plain_answer(document(429, words), limits | {"Retry-After": str(wait)})
        request.caller = user  # type: ignore[attr-defined]
        response = self.get_response(request)
        for name, value in limits.items():
            response.headers[name] = value
        return response


class TokenAuthentication(BaseAuthentication):
    """Whom the middleware found."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        found = getattr(request._request, "caller", None)
        return (found, None) if found is not None else None

    def authenticate_header(self, request: Request) -> str:
        return SCHEME


class SessionAuthentication(TheirSessionAuthentication):
    """Who is signed in with a browser, by both factors. What changes something takes the token of a form."""

    def authenticate(self, request: Request) -> Any:
        found = super().authenticate(request)
        if found is not None and not has_passed(request._request):
            raise exceptions.PermissionDenied("Sign in with your second factor first.")
        return found


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "cs_casework.api.signing_in.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Authorization: Token …`, with a token from your account’s page, or of a system.",
        }


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "cs_casework.api.signing_in.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}
