"""What goes when a record is disposed of: every row that is about it alone, found along the tables' own foreign keys.

Three rules. A row that cannot be without another goes with it. What stands on several records (a note, an incident, a
contact) goes with the last of them; until then it stays, and the part of it that is this record's alone goes. Who is
known only through a family goes with the last child of it who was open to the service.

So a new kind of record needs a line here only where it stands on several records (`STANDS_ON`), or where it names one
that it can be without and goes with all the same (`CONTAINED`), or without which it stays (`DETACHED`); or where it names
one by its id alone (`NAMED_BY_ID`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from assessments.models import Assessment, AssessmentChild
from cases.models import (
    Action,
    AgendaItem,
    Case,
    CaseClosure,
    CaseNote,
    Document,
    DocumentSubject,
    ExtraFamilialFactor,
    FactorChild,
    Incident,
    IncidentChild,
    LinkProposal,
    Meeting,
    NoteSubject,
    Removal,
)
from contexts.models import Context
from cs_casework.confidential.models import EmergencyAccess, Interest
from cs_casework.looking.models import LookUp
from families.models import Family, FamilyMembership, Person, Relationship
from keeping.models import Certificate, Disposal, LegalHold
from plans.models import PlanAction
from referrals.models import Referral, ReferralCase, ReferralChild, ReferralContext


def _names(*ways: str) -> Q:
    """Rows that name one of these and it is still kept."""
    found = Q()
    for way in ways:
        found |= Q(**{f"{way}__isnull": False, f"{way}__disposed_on": None})
    return found


SUBJECTS: tuple[type[Any], ...] = (Person, Family, Context)
# What tells of the disposal itself.
STAYS: tuple[type[Any], ...] = (Disposal, Certificate)
# What stands on several records, by the rows that put it there: it goes when none of these is left.
# What was disposed of before is none.
STANDS_ON: dict[type[Any], list[tuple[type[Any], str, Q]]] = {
    CaseNote: [(NoteSubject, "note", _names("child", "family", "context"))],
    Document: [(DocumentSubject, "document", _names("child", "family", "context"))],
    Incident: [(IncidentChild, "incident", _names("child"))],
    ExtraFamilialFactor: [(FactorChild, "factor", _names("child"))],
    Meeting: [(AgendaItem, "meeting", _names("child", "context"))],
    Assessment: [(AssessmentChild, "assessment", _names("child"))],
    Action: [(PlanAction, "action", Q(plan__child=None) | _names("plan__child"))],
    Referral: [
        (ReferralChild, "referral", _names("person")),
        (ReferralContext, "referral", _names("context")),
        (ReferralCase, "referral", _names("case")),
    ],
}
# And by what they name besides, which keeps them too.
KEPT_BY: dict[type[Any], tuple[str, ...]] = {Incident: ("context",)}
# Go with what they name, though they could be without it.
CONTAINED: set[tuple[type[Any], str]] = {
    (CaseClosure, "period"),
    (Meeting, "case"),
    (LegalHold, "case"),
    *((Removal, name) for name in ("note_subject", "document_subject", "link")),
    *((LinkProposal, name) for name in ("factor", "episode", "interview", "nrm", "on_map", "link")),
    *((Action, name) for name in ("factor", "note", "incident", "episode", "meeting", "item")),
}
# Tables that name a person, a context or a family and are a record of others without it: they stay, and name it no more.
DETACHED: set[str] = {
    "cases.SafetyMapAdult.person",
    "cases.ExtraFamilialFactor.context",
    "cases.Incident.context",
    "cases.MissingEpisode.context",
    "cases.ReturnInterview.context",
    "cases.NRMReferral.context",
    "cases.SafetyMapFeature.context",
    "assessments.WeightingRow.context",
    "assessments.AssessmentPassage.person",
    "assessments.AssessmentPassage.context",
    "contexts.Context.parent",
}
# But these, which are the part of that record alone: what was quoted of a child goes with the child's part of it.
OWN_PART: dict[str, Q] = {
    "assessments.AssessmentPassage.person": Q(section__assessment__children__child=F("person")),
}
# What names people, families, contexts or cases by their ids alone, one or several of them: what was typed there goes with
# the last. That it was asked for or looked up, by whom and when, stays.
NAMED_BY_ID: dict[type[Any], str] = {EmergencyAccess: "met", Interest: "met", LookUp: "person_id"}
# Of these whoever looks at a disposal is told no number, nor of those named by id: they may be closed to them.
NOT_COUNTED = {LegalHold}
# What says of a row that stays that it was detached, where it has to name something as long as that is there.
DETACHED_ON: dict[str, str] = {"assessments.AssessmentPassage": "source_disposed_on"}


@dataclass
class Going:
    """The rows that go, by table, and those that stay and are to name what goes no more, by table and column."""

    rows: dict[type[Any], set[Any]] = field(default_factory=lambda: defaultdict(set))
    detached: dict[tuple[type[Any], str], set[Any]] = field(default_factory=lambda: defaultdict(set))

    def counted(self) -> list[tuple[str, int]]:
        """How many rows of which kind, the most first."""
        said = {Person: _("people"), Family: _("families")}
        named = [
            (str(said.get(model, model._meta.verbose_name_plural)), len(keys))
            for model, keys in self.rows.items()
            if keys and model not in NOT_COUNTED
        ]
        return sorted(named, key=lambda row: -row[1])

    def of(self, model: type[Any]) -> set[UUID]:
        return self.rows.get(model, set())


def going_with(record: Person | Context | Referral, *, named_alone: bool = True) -> Going:
    """All that goes with this record; unless it is asked not to, with what names no other by its id alone."""
    going = Going()
    if isinstance(record, Person):
        people, families = _household(record)
        _follow(going, {Person: people, Family: families})
    else:
        _follow(going, {type(record): {record.pk}})
    while more := _left_alone(going):
        _follow(going, more)
    for key in list(going.detached):
        going.detached[key] -= going.of(key[0])
    for model, name in NAMED_BY_ID.items() if named_alone else ():
        going.rows[model] |= _named_alone(model, name, going)
    return going


def _named_alone(model: type[Any], name: str, going: Going) -> set[UUID]:
    """The rows of this table that name what goes by its id, and nothing that is kept."""
    gone = going.of(Person) | going.of(Family) | going.of(Context) | going.of(Case)
    column = model._meta.get_field(name)
    if not isinstance(column, ArrayField):
        return set(model._base_manager.filter(**{f"{name}__in": gone}).order_by().values_list("pk", flat=True))
    named = dict(model._base_manager.filter(**{f"{name}__overlap": list(gone)}).order_by().values_list("pk", name))
    others = set().union(*named.values()) - gone
    kept = {key for kind in SUBJECTS for key in _kept(kind.objects.filter(disposed_on=None), others)}
    kept |= _kept(Case.objects.filter(_names("family", "context")), others)
    return {pk for pk, ids in named.items() if kept.isdisjoint(ids)}


def _kept(rows: Any, keys: set[UUID]) -> set[UUID]:
    return set(rows.filter(pk__in=keys).order_by().values_list("pk", flat=True))


def _follow(going: Going, found: Mapping[type[Any], Iterable[Any]]) -> None:
    """Add these rows, and whatever cannot be without them: what names them all by one statement, and then what names
    that."""
    waiting = {model: set(keys) - going.of(model) for model, keys in found.items()}
    while any(waiting.values()):
        naming = []
        for model, keys in waiting.items():
            if keys:
                going.rows[model] |= keys
                naming += [row for column in pointing_at(model._meta.label) for row in _naming(column, keys)]
        waiting = defaultdict(set)
        for (column, stays), key in _keys(naming):
            if stays:
                going.detached[column.model, column.name].add(key)
            elif key not in going.of(column.model):
                waiting[column.model].add(key)


def _naming(column: Any, keys: set[Any]) -> Iterator[tuple[tuple[Any, bool], Any, str]]:
    """The rows that name these in this column and that something becomes of, those that stay apart from those that
    go."""
    if not _follows(column):
        return
    pointing = _pointing(column, keys)
    stays = _label(column) in DETACHED
    if own := OWN_PART.get(_label(column)):
        yield (column, False), pointing.filter(own), "pk"
        pointing = pointing.exclude(pk__in=pointing.filter(own).order_by().values("pk"))
    yield (column, stays), pointing, "pk"


def _label(column: Any) -> str:
    return f"{column.model._meta.label}.{column.name}"


def _follows(column: Any) -> bool:
    """Whether something becomes of a row that names what goes in this column."""
    goes = not column.null or column.related_model in SUBJECTS or (column.model, column.name) in CONTAINED
    return goes or _label(column) in DETACHED


def _pointing(column: Any, keys: set[Any]) -> Any:
    return column.model._base_manager.filter(**{f"{column.name}__in": keys})


def _keys[T](parts: Iterable[tuple[T, Any, str]]) -> Iterator[tuple[T, Any]]:
    """The values of one column of each of these querysets, each with what it is asked for: by one statement. None where
    the column is empty."""
    asked = list(parts)
    rows = [
        found.order_by().annotate(e_part=Value(place), e_key=Cast(column, models.TextField())).values("e_part", "e_key")
        for place, (_for, found, column) in enumerate(asked)
    ]
    if not rows:
        return
    for row in rows[0].union(*rows[1:], all=True).order_by():
        if row["e_key"] is not None:
            what, found, column = asked[row["e_part"]]
            field = found.model._meta.pk if column == "pk" else found.model._meta.get_field(column)
            yield what, field.to_python(row["e_key"])


@cache
def pointing_at(label: str) -> list[Any]:
    """The columns of other tables that name a row of this one: of records, not of versions or what is worked out."""
    relations = apps.get_model(label)._meta.get_fields(include_hidden=True)
    columns = [relation.field for relation in relations if relation.auto_created and not relation.concrete]
    return [
        column
        for column in columns
        if column.concrete
        and not column.many_to_many
        and not hasattr(column.model, "instance_type")
        and not getattr(column.model, "derived", False)
        and column.model not in STAYS
    ]


def _left_alone(going: Going) -> dict[type[Any], set[Any]]:
    """What stood on several records and stands on none any more."""
    touched: dict[type[Any], set[Any]] = defaultdict(set)
    for model, names in KEPT_BY.items():
        for name in names:
            touched[model] |= going.detached.get((model, name), set())
    stands = [(model, rows, name, on) for model, rows_of in STANDS_ON.items() for rows, name, on in rows_of]
    for model, key in _keys((model, _rows(rows, going), name) for model, rows, name, _on in stands):
        touched[model].add(key)
    for model in touched:
        touched[model] -= going.of(model)
    left = []
    for model, rows, name, on in stands:
        standing = rows._base_manager.filter(on, **{f"{name}__in": touched[model]})
        left.append((model, standing.exclude(pk__in=going.of(rows)), name))
    for model, names in KEPT_BY.items():
        for name in names:
            kept = model._base_manager.filter(pk__in=touched[model], **{f"{name}__isnull": False})
            gone = going.of(model._meta.get_field(name).related_model)
            left.append((model, kept.exclude(**{f"{name}__in": gone}), "pk"))
    for model, key in _keys(left):
        touched[model].discard(key)
    return {model: keys for model, keys in touched.items() if keys}


def _rows(model: type[Any], going: Going) -> Any:
    return model._base_manager.filter(pk__in=going.of(model))


def _household(person: Person) -> tuple[set[UUID], set[UUID]]:
    """The person, those whose record was merged into theirs, the families of which nobody stays who was ever open to the
    service, and who is known only through these."""
    people = {person.pk, *Person.objects.filter(merged_into=person).order_by().values_list("pk", flat=True)}
    members = FamilyMembership.objects.filter(person__disposed_on=None, family__disposed_on=None).order_by()
    families = set(members.filter(person__in=people).values_list("family", flat=True))
    others = set(members.filter(family__in=families).exclude(person__in=people).values_list("person", flat=True))
    own_right = _stands_for_themselves(others)
    families -= set(members.filter(person__in=own_right, family__in=families).values_list("family", flat=True))
    carried = set(members.filter(family__in=families, person__in=others - own_right).values_list("person", flat=True))
    # Who is in another family too, or related to a child of one, is kept with that.
    carried -= set(members.filter(person__in=carried).exclude(family__in=families).values_list("person", flat=True))
    relatives = Relationship.objects.order_by()
    for one, other in (("person", "other"), ("other", "person")):
        elsewhere = relatives.filter(**{f"{one}__in": carried, f"{other}__disposed_on": None})
        elsewhere = elsewhere.exclude(**{f"{other}__in": people | carried})
        carried -= set(elsewhere.values_list(one, flat=True))
    return people | carried, families


def _stands_for_themselves(people: set[UUID]) -> set[UUID]:
    """Those of them who have a record of their own to keep: they were open to the service, in a contact, or linked to a
    context."""
    found = Person.objects.filter(pk__in=people).filter(
        Q(case_periods__isnull=False) | Q(referral_children__isnull=False) | Q(context_links__isnull=False)
    )
    return set(found.order_by().values_list("pk", flat=True))


# --- What becomes of a row -------------------------------------------------------------------------------------------
# Rows that nothing else hangs on: they go whole. In this order, so that none is pointed at by one that is left.
DELETED = (
    "cases.Removal",
    "cases.LinkProposal",
    "contexts.ContextLink",
    "contexts.ContextAdult",
    "contexts.ContextRelation",
    "contexts.ContextGrant",
    "cases.CaseGrant",
    "cases.NotAName",
    "families.PersonName",
    "families.Address",
    "families.Relationship",
    "families.NotRelated",
    "families.FamiliesApart",
    "families.PossibleDuplicate",
    "families.PersonGrant",
    "families.FamilyGrant",
    "referrals.HiddenMatch",
    "referrals.IntakeStep",
    "keeping.AccessMask",
    "keeping.AccessItem",
)
LONG_ENOUGH = 20
# What tells who somebody is though it is no text.
TELLING = {"birth_on", "expected_on", "died_on", "about_age", "easting", "northing", "needs_interpreter"}
RESTRICTION = {"restricted_on", "restricted_by", "restriction_review_due"}
# Codes that describe a person: nothing of these stays. What other codes say belongs to nobody by then.
DESCRIBED = {Person}


def becomes(model: type[Any]) -> dict[str, str]:
    """What becomes of each column of a row that stays as a shell (`casework_dispose`), by the name of the column."""
    found: dict[str, str] = {}
    for column in model._meta.concrete_fields:
        if column.primary_key or getattr(column, "generated", False):
            continue
        if column.name == "disposed_on":
            found[column.column] = "today"
        elif column.name in TELLING | RESTRICTION and column.null:
            found[column.column] = "null"
        elif what := _of_text(column, model):
            found[column.column] = what
    return found


def _of_text(column: Any, model: type[Any]) -> str:
    if isinstance(column, models.FileField):
        return "empty"
    if isinstance(column, models.JSONField):
        return "null" if column.null else "list" if column.default is list else "object"
    base = getattr(column, "base_field", None)
    if base is not None:
        if model in DESCRIBED:
            return "none"
        holds_words = isinstance(base, models.CharField | models.TextField) and not base.choices
        return "words" if holds_words else ""
    if not isinstance(column, models.CharField | models.TextField) or column.name == "reference":
        return ""
    if column.choices:
        return "empty" if model in DESCRIBED and column.blank else ""
    if column.unique or (model in DESCRIBED and column.name != "display_name"):
        return "empty"
    return "mark" if (column.max_length or LONG_ENOUGH) >= LONG_ENOUGH else "dash"


def holds_text(model: type[Any]) -> bool:
    return any(_of_text(column, model) for column in model._meta.concrete_fields)
