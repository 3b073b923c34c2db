"""Which records are restricted, in one list of four kinds; whose review is due; and which grants are about to lapse.

A manager is told of those they may see. A records officer is told of every one, since somebody has to notice where nobody
looks: by its reference, who restricted it and when it is to be looked at, and by its name only where they may see it.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case as Either
from django.db.models import CharField, Count, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from cases.models import Case, RestrictionReview
from cases.models.restriction import RESTRICTED
from cs_casework.accounts.models import Permission, User
from cs_casework.dates import today
from families.models import Person
from families.querysets import called

MODELS: dict[str, Any] = {column: model for model, column in RESTRICTED.items()}
TEXT = CharField()
DUE, LIFTING = "due", "lifting"


@dataclass(frozen=True)
class Restricted:
    """One restricted record, as the list tells of it; without a name where the reader may not see the record."""

    kind: str
    pk: UUID
    reference: str
    name: str
    by: str
    restricted_on: datetime.date
    review_due: datetime.date
    granted: int
    proposed_by: str
    is_seen: bool

    @property
    def is_due(self) -> bool:
        return self.review_due <= today()

    @property
    def kind_in_words(self) -> str:
        label = str(MODELS[self.kind]._meta.verbose_name)
        return f"{label[:1].upper()}{label[1:]}"


def reviews_all(user: User) -> bool:
    """Whether they are told of every restricted record, of those hidden from them by its reference alone."""
    return user.may(Permission.REVIEW_RESTRICTIONS)


def restricted_records(user: User, show: str = "") -> Any:
    """The restricted records this person is told of, the one to be looked at first at the top: all, those whose review is
    due, or those that somebody else proposed to lift. As values, to be paged and read by `read`."""
    parts = [_of_kind(kind, model, user, show) for kind, model in MODELS.items()]
    return parts[0].union(*parts[1:], all=True).order_by("t_due", "t_reference")


def _of_kind(kind: str, model: Any, user: User, show: str) -> Any:
    found = _told(model, user)
    if show == DUE:
        found = found.filter(restriction_review_due__lte=today())
    waiting = RestrictionReview.objects.visible_to(user).proposed().filter(**{kind: OuterRef("pk")}).order_by()
    if show == LIFTING:
        mine = RestrictionReview.objects.visible_to(user).for_decision_by(user).order_by()
        found = found.filter(pk__in=mine.filter(**{f"{kind}__isnull": False}).values(kind))
    live = model.grant_model().objects.live().filter(content_object=OuterRef("pk")).order_by()
    counted = live.values("content_object").annotate(n=Count("pk")).values("n")
    seen = model.objects.visible_to(user).order_by().values("pk")
    told: dict[str, Any] = {
        "t_kind": Value(kind, output_field=TEXT),
        "t_pk": F("pk"),
        "t_reference": Cast(F("reference"), TEXT),
        "t_name": Either(When(pk__in=seen, then=_name(model)), default=Value(""), output_field=TEXT),
        "t_by": Cast(F("restricted_by__name"), TEXT),
        "t_on": F("restricted_on"),
        "t_due": F("restriction_review_due"),
        "t_granted": Coalesce(Subquery(counted), 0),
        "t_proposed": Coalesce(Cast(Subquery(waiting.values("created_by__name")[:1]), TEXT), Value("")),
        "t_seen": Either(When(pk__in=seen, then=Value(True)), default=Value(False)),
    }
    return found.order_by().annotate(**told).values_list(*told)


def _name(model: Any) -> Any:
    if model is Person:
        return Cast(called(), TEXT)
    if model is Case:
        subject = Coalesce(Cast(F("family__name"), TEXT), Cast(F("context__name"), TEXT))
        return Concat(Cast(F("reference"), TEXT), Value(" · "), subject, output_field=TEXT)
    return Cast(F("name"), TEXT)


def _told(model: Any, user: User) -> Any:
    # A records officer is told of all but what they are barred from.
    everything = model.objects.exclude(pk__in=model.objects.order_by().barred_ids(user))
    found: Any = everything if reviews_all(user) else model.objects.visible_to(user)
    return found.filter(restricted_on__isnull=False)


def reviews_due(user: User) -> dict[str, QuerySet[Any]]:
    """What to count of each kind: the restricted records whose review is due, as far as this person is told of them."""
    if not user.may(Permission.RESTRICT) and not reviews_all(user):
        return {}
    return {
        f"review_{kind}": _told(model, user).filter(restriction_review_due__lte=today())
        for kind, model in MODELS.items()
    }


def grants_lapsing(user: User) -> dict[str, QuerySet[Any]]:
    """The grants of each kind that are about to lapse, and of which this person is told: theirs, and those they gave."""
    return {
        f"lapsing_{kind}": model.grant_model().objects.visible_to(user).lapsing().told_to(user)
        for kind, model in MODELS.items()
    }


def told_of_lapsing(user: User) -> Iterator[dict[str, Any]]:
    """Each of those grants with its record, the first to lapse on top: few, as each is a person's own."""
    found = [
        {"grant": grant, "record": grant.content_object, "kind": name.removeprefix("lapsing_")}
        for name, grants in grants_lapsing(user).items()
        for grant in grants.select_related("user", "granted_by", "content_object").order_by("ends_on", "pk")
    ]
    yield from sorted(found, key=lambda told: (told["grant"].ends_on, str(told["record"])))
