"""What hangs on a record that somebody is barred from, of every kind: for what names records by their ids, as the audit
does, and is to tell nothing of these.

A row hangs on whatever it names by a foreign key, and so on, until a person, a family, a context or a case: who is barred
from one of them is said there (`barred_ids`). What stands on several records by rows of its own needs a line in
`STANDS_BY`; `tests/looking/test_barred.py` fails for a kind of record that is found by neither.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import UUIDField
from django.db.models.expressions import RawSQL

from cases.models import Case
from contexts.models import Context
from cs_casework.access import model_above, union_of
from cs_casework.accounts.models import User
from cs_casework.confidential.models import AskedFor
from cs_casework.confidential.querysets import AllOf
from cs_casework.statements import as_written
from families.models import Family, Person

KINDS: dict[str, Any] = {"person": Person, "family": Family, "context": Context, "case": Case}
# What stands on several records: by the rows that put it there, and what these name.
STANDS_BY: dict[str, dict[str, str]] = {
    "cases.CaseNote": {"subjects": "child family context case"},
    "cases.Document": {"subjects": "child family context"},
    "cases.Incident": {"children": "child"},
    "cases.ExtraFamilialFactor": {"children": "child"},
    "cases.Meeting": {"items": "child context"},
    "cases.Action": {"plan_actions": "plan"},
    "assessments.Assessment": {"children": "child"},
    "plans.Plan": {"child_links": "child"},
    "referrals.Referral": {"children": "person", "adults": "person", "contexts": "context", "on_cases": "case"},
}
# What names a person and outlives them: by no foreign key.
NAMED_BY_ID: dict[str, str] = {"looking.LookUp": "person_id"}


def barred_rows(user: User) -> RawSQL | None:
    """The ids of everything that this reader is barred from, and of all that hangs on it, in one list: few. None where
    no bar stands on them, as on nearly everybody: what asks every table is not asked for them."""
    first, *others = (_bars_on(model, user) for model in KINDS.values())
    return as_written(_all, user) if union_of(first, *others).exists() else None


def _bars_on(model: Any, user: User) -> Any:
    return model_above(model, "bars").objects.standing().filter(user=user).order_by().values("pk")


def kinds_that_hang() -> list[Any]:
    """Every kind of row that hangs on a person, a family, a context or a case, beside these, and has an id of its own: what
    has none is named by nothing."""
    kinds = [model for model in apps.get_models() if isinstance(model._meta.pk, UUIDField)]
    return [model for model in kinds if model not in KINDS.values() and _ways(model)]


def _all(user: User) -> Any:
    first, *others = (_rows_of(model)(user) for model in (*KINDS.values(), *kinds_that_hang()))
    return union_of(first, *others)


@cache
def _rows_of(model: Any) -> Callable[[User], Any]:
    """Asks for the ids of the rows of this kind that somebody is barred from, for `as_written`."""
    if model in KINDS.values():
        return lambda user: model._default_manager.order_by().barred_ids(user)
    ways = _ways(model)
    return lambda user: union_of(*(found for way in ways for found in way(user)))


@cache
def _ways(model: Any) -> list[Callable[[User], list[Any]]]:
    """By what rows of this kind hang on others: each gives the ids of those that hang on what somebody is barred from."""
    if issubclass(model, AskedFor):
        return [lambda user: _asked_for(model, user)]
    if hasattr(model, "instance_type"):
        return []  # an earlier version, which nothing names
    rows = model._default_manager.order_by()
    ways = [
        _by(rows, f"{field.name}__in", field.related_model) for field in model._meta.concrete_fields if _leads(field)
    ]
    for related, names in STANDS_BY.get(model._meta.label, {}).items():
        put = model._meta.get_field(related)
        for name in names.split():
            of = put.related_model._meta.get_field(name).related_model
            # Without what stands on none yet: beside an id that is not known nothing is told to be another.
            by = put.related_model._default_manager.order_by().filter(**{f"{put.field.name}__isnull": False})
            ways.append(_by(by, f"{name}__in", of, put.field.name))
    if column := NAMED_BY_ID.get(model._meta.label):
        ways.append(_by(rows, f"{column}__in", Person))
    return ways


def _leads(field: Any) -> bool:
    """Whether this column names something that is, or hangs on, one of the four kinds."""
    of = field.related_model
    if of is None or of is field.model:
        return False
    return of in KINDS.values() or bool(_ways(of))


def _by(rows: Any, asked: str, of: Any, gives: str = "pk") -> Callable[[User], list[Any]]:
    return lambda user: [rows.filter(**{asked: as_written(_rows_of(of), user)}).values(gives)]


def _asked_for(model: Any, user: User) -> list[Any]:
    """What others asked for by exact words, where these named such a record. Not what this reader asked for: whether they
    were told of it or not would tell what their words met."""
    others = model._default_manager.order_by().exclude(created_by=user)
    return [others.filter(met__overlap=AllOf(as_written(_rows_of(kind), user))).values("pk") for kind in KINDS.values()]
