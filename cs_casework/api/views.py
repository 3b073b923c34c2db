"""What every resource answers: a list, one record, a new one, a change, and each thing that is done with one.

Opened through the door as a page is, and written to the audit with everybody whom the answer names. What a change refuses
undoes whatever it had written.
"""

from collections.abc import Callable, Sequence
from functools import cache, wraps
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.http import StreamingHttpResponse
from django.urls import reverse
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from cs_casework.access import how_seen, open_record, record_listing, require
from cs_casework.api.answers import Answer, Seen
from cs_casework.api.bodies import Body
from cs_casework.api.bulk import IN_BULK, LinesRenderer, TableRenderer, people_among, whole
from cs_casework.api.following import SINCE, can_follow, changed_since
from cs_casework.api.narrowing import Paging, narrowed
from cs_casework.api.repeating import Once
from cs_casework.api.resources import Resource, Verb, all_of, resource_of
from cs_casework.api.versions import check_match, etag_of, stale, versions_by_others
from cs_casework.audit.log import record_view


def shown(answer: type[Answer], rows: Sequence[Any], user: Any) -> tuple[list[dict[str, Any]], Seen]:
    """These rows as they are answered to somebody, and what of other records that names."""
    seen = Seen(user)
    shape = answer(context={"seen": seen})
    shape.look(rows)
    return [shape.to_representation(row) for row in rows], seen


def undone_if_refused[**P](action: Callable[P, Response]) -> Callable[P, Response]:
    """Around what changes something: a refusal is answered when its savepoint is undone, and the audit still written."""

    @wraps(action)
    def whole(*args: P.args, **kwargs: P.kwargs) -> Response:
        with transaction.atomic():
            return action(*args, **kwargs)

    return whole


class ResourceView(GenericViewSet):
    """The records of one resource. A subclass is made of each by `view_of`."""

    resource: Resource
    pagination_class = Paging
    lookup_field = "pk"
    lookup_url_kwarg = "pk"

    # Asked by whoever describes the API, never of the database.
    def get_queryset(self) -> Any:
        return self.resource.nothing()

    def get_renderers(self) -> list[Any]:
        """A list may be asked for whole."""
        return [JSONRenderer(), *([LinesRenderer(), TableRenderer()] if self.action == "list" else [])]

    def list(self, request: Any) -> Response | StreamingHttpResponse:
        resource = self.resource
        if resource.needs is not None:
            require(request.user, resource.needs)
        if SINCE in request.query_params and can_follow(resource):
            return changed_since(resource, request, shown)
        if request.accepted_renderer.format in IN_BULK:
            return whole(resource, request, shown)
        page = self.paginate_queryset(narrowed(resource, resource.door(request.user), request))
        found, seen = shown(resource.answer, page, request.user)
        record_listing(request, f"{resource.noun}.listed", shown=people_among(page) | seen.people())
        return self.get_paginated_response(found)

    def retrieve(self, request: Any, pk: UUID) -> Response:
        found = self.open(pk)
        answer, seen = self.answered(found)
        reason = how_seen(request.user, all_of(type(found)), found.pk)
        record_view(
            by=request.user,
            action=f"{self.resource.noun}.viewed",
            target=self.resource.audited(found),
            reason=reason,
            shown=seen.people(),
        )
        return Response(answer, headers={"ETag": etag_of(answer)})

    def open(self, pk: UUID) -> Any:
        records = self.resource.asked(self.request.user)
        return open_record(self.request, records, viewed=False, for_page=False, pk=pk)

    def answered(self, found: Any) -> tuple[dict[str, Any], Seen]:
        (answer,), seen = shown(self.resource.answer, [found], self.request.user)
        return answer, seen

    @undone_if_refused
    def make(self, request: Any, verb: Verb) -> Response:
        once = Once(request)
        if once.already:
            return self.result_again(verb.makes or self.resource.model, once.already, created=True)
        result = verb.do(by=request.user, **self.sent(verb))
        once.done(result)
        return self.result(result, created=True)

    @undone_if_refused
    def act(self, request: Any, pk: UUID, verb: Verb, *, needs_match: bool = False) -> Response:
        once = Once(request)
        found = self.open(pk)
        if once.already:
            return self.result_again(verb.makes or self.resource.model, once.already, created=bool(verb.makes))
        # Worked out only where somebody says what they have read, or leaves out what is kept.
        read = cache(lambda: self.answered(found)[0])
        compares = check_match(request, read, is_needed=needs_match)
        sent = self.sent(verb)
        for name in verb.fills:
            if name not in sent:
                sent[name] = self.as_it_is(found, name, read())
        before = versions_by_others(found) if compares else 0
        result = verb.do(found, by=request.user, **sent)
        if compares and versions_by_others(found) != before:
            found = self.open(pk)
            raise stale(self.answered(found)[0], request.data)
        result = result if isinstance(result, models.Model) and resource_of(type(result)) else found
        once.done(result)
        return self.result(result, created=type(result) is not self.resource.model)

    def as_it_is(self, found: Any, name: str, answer: dict[str, Any]) -> Any:
        """What a field that was not sent says, to whoever sends the others: nothing of what they may not see."""
        value = getattr(found, name)
        if isinstance(value, models.Model):
            return value if answer[name] is not None else None
        return answer[name] if any(getattr(mask, "field", "") == name for mask in self.resource.masked) else value

    def sent(self, verb: Verb) -> dict[str, Any]:
        """What was sent, of the shape that the verb takes."""
        body = (verb.body or Body)(data=self.request.data, context={"request": self.request})
        body.is_valid(raise_exception=True)
        return dict(body.validated_data)

    def result_again(self, model: Any, key: UUID, *, created: bool) -> Response:
        found = all_of(model).filter(pk=key if isinstance(model._meta.pk, models.UUIDField) else key.int).first()
        return self.result(found, created=created) if found else Response(status=204)

    def result(self, found: Any, *, created: bool) -> Response:
        """What came of a change, as its own resource answers it, to whoever may see it; nothing where they may not."""
        resource = self.resource if type(found) is self.resource.model else resource_of(type(found))
        again = resource.door(self.request.user).filter(pk=found.pk).first() if resource else None
        if resource is None or again is None:
            return Response(status=204)
        (answer,), seen = shown(resource.answer, [again], self.request.user)
        headers = {"ETag": etag_of(answer)}
        if created:
            headers["Location"] = reverse(f"api:{resource.name}-detail", args=[again.pk])
        target = resource.audited(again)
        record_view(by=self.request.user, action=f"{resource.noun}.viewed", target=target, shown=seen.people())
        return Response(answer, status=201 if created else 200, headers=headers)
