"""Disposing of what is due, by two people: proposed by a records officer, agreed to by a manager or another one.

Agreeing disposes, in one transaction for each record. What the application may not do (it neither deletes records nor
changes versions) the database does for it, for a disposal that two people put their name to, and leaves a certificate
(`casework_dispose`, docs/adr/0018-disposal.md).
"""

import json
from collections.abc import Iterable
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.models import Case, SharedContextPair
from contexts.models import Context, ContextPlace
from cs_casework.access import require
from cs_casework.accounts.models import Permission, User
from cs_casework.audit.log import record, save_record
from cs_casework.dates import today
from cs_casework.files.keeping import kept_models
from families.models import Family, Person
from keeping.drafts import forget_drafts
from keeping.due import Rules, is_due, looked_at
from keeping.going import DELETED, DETACHED_ON, Going, becomes, going_with
from keeping.holding import held_contexts, held_people
from keeping.models import Certificate, Disposal
from referrals.models import Referral

COLUMNS: dict[type[Any], str] = {Person: "person", Context: "context", Referral: "referral"}
# How many may be ticked at once: a page of them.
MOST_AT_ONCE = 25


@transaction.atomic
def propose_disposal(found: Iterable[Any], *, by: User) -> list[Disposal]:
    """Put these records forward to be disposed of, by the rule that they are due by today. Nothing else happens to them.

    Refuses none, more than a page, one that may not be seen, and one that is not due, is held, or is proposed already.
    """
    require(by, Permission.KEEP_RECORDS)
    found = list(found)
    if not found:
        raise ValidationError(_("Tick at least one record."))
    if len(found) > MOST_AT_ONCE:
        raise ValidationError(_("Propose at most %(most)s at once.") % {"most": MOST_AT_ONCE})
    rules = Rules.today()
    proposed = []
    for one in found:
        if not type(one).objects.visible_to(by).filter(pk=one.pk).exists():
            raise PermissionDenied
        due = is_due(one)
        if due is None:
            raise ValidationError(_("%(record)s is not due.") % {"record": one.reference})
        column = COLUMNS[type(one)]
        if Disposal.objects.filter(**{column: one}).exclude(status=Disposal.Status.DECLINED).exists():
            raise ValidationError(_("%(record)s is proposed already.") % {"record": one.reference})
        rule, due_on = looked_at(due, rules)
        disposal = Disposal(rule=rule, rule_words=f"{rule}: {rule.in_words}"[:200], due_on=due_on, **{column: one})
        save_record(disposal, by=by)
        record(by=by, action="disposal.proposed", target=one)
        proposed.append(disposal)
    return proposed


@transaction.atomic
def decline_disposal(disposal: Disposal, *, by: User, decided_why: str) -> Disposal:
    """Leave the record as it is, with a reason. It stays due, and can be proposed again."""
    disposal = _open(disposal, by)
    if disposal.created_by_id == by.pk:
        require(by, Permission.KEEP_RECORDS)  # who proposed it may take it back
    disposal.status, disposal.decided_by, disposal.decided_on = Disposal.Status.DECLINED, by, today()
    disposal.decided_why = decided_why.strip()
    save_record(disposal, by=by, reason=decided_why)
    record(by=by, action="disposal.declined", target=disposal.record)
    return disposal


@transaction.atomic
def agree_disposal(disposal: Disposal, *, by: User) -> Certificate:
    """Dispose of the record now: it, all that is about it alone, their versions, what the log of changes says of them,
    drafts and files. There is no way back. What stands on other records too stays there.

    Refuses who proposed it, who may not see it, and one that is not due any more or is held, whoever may see the hold;
    also where somebody is held who would go with it, or is restricted: what hangs on others too is hidden with it, and two
    managers lift that first.
    """
    require(by, Permission.AGREE_DISPOSAL)
    disposal = _open(disposal, by)
    if disposal.created_by_id == by.pk:
        raise ValidationError(_("Somebody else than who proposed it has to agree."))
    found = disposal.record
    type(found).objects.select_for_update(of=("self",)).get(pk=found.pk)
    due = is_due(found)
    if due is None:
        raise ValidationError(_("It is not due any more. Look at its record."))
    disposal.due_on = due.due_on
    going = going_with(found)
    _lock(going)
    _check_nothing_held(going)
    _check_nothing_restricted(going)
    disposal.status, disposal.decided_by, disposal.decided_on = Disposal.Status.AGREED, by, today()
    save_record(disposal, by=by)
    record(by=by, action="disposal.agreed", target=found)
    certificate = _dispose(disposal, going)
    return certificate


def _open(disposal: Disposal, by: User) -> Disposal:
    if not (by.may(Permission.AGREE_DISPOSAL) or by.may(Permission.KEEP_RECORDS)):
        raise PermissionDenied
    if not Disposal.objects.visible_to(by).filter(pk=disposal.pk).exists():
        raise PermissionDenied
    disposal = Disposal.objects.select_for_update(of=("self",)).get(pk=disposal.pk)
    if not disposal.is_open:
        raise ValidationError(_("This proposal has been answered already."))
    return disposal


def _lock(going: Going) -> None:
    """Whoever places a hold locks the record first, so none comes in between."""
    for model in (Person, Family, Context, Case):
        rows: Any = model._default_manager.filter(pk__in=going.of(model)).order_by("pk")
        list(rows.select_for_update(of=("self",)).values_list("pk"))


def _check_nothing_restricted(going: Going) -> None:
    for model in (Person, Family, Context, Case):
        rows: Any = model._default_manager.filter(pk__in=going.of(model), restricted_on__isnull=False)
        if rows.exists():
            raise ValidationError(_("What would go is restricted, or hangs on what is. Two managers lift that first."))


def _check_nothing_held(going: Going) -> None:
    people = Person.objects.filter(pk__in=going.of(Person)).filter(pk__in=held_people())
    contexts = Context.objects.filter(pk__in=going.of(Context)).filter(pk__in=held_contexts())
    held = Q(legal_holds__isnull=False, legal_holds__ended_on=None)
    families = Family.objects.filter(held, pk__in=going.of(Family))
    cases = Case.objects.filter(held, pk__in=going.of(Case))
    if people.exists() or contexts.exists() or families.exists() or cases.exists():
        raise ValidationError(_("It is not due any more. Look at its record."))


def _dispose(disposal: Disposal, going: Going) -> Certificate:
    files = _files(going)
    _forget(going)
    with connection.cursor() as cursor:
        cursor.execute("SELECT casework_dispose(%s, %s, %s)", [disposal.pk, json.dumps(_steps(going)), len(files)])
        (key,) = cursor.fetchone()
    # The rows are gone for certain only when this is committed; a file that is left behind then is swept at night.
    for storage, name in files:
        transaction.on_commit(partial(storage.delete, name))
    return Certificate.objects.get(pk=key)


def _files(going: Going) -> list[tuple[Any, str]]:
    found = []
    for model in kept_models():
        rows: Any = model._default_manager.filter(pk__in=going.of(model)).order_by()
        found += [(row.file.storage, row.file.name) for row in rows if row.file]
    return found


def _forget(going: Going) -> None:
    """What is worked out of records, and what is half written about them: the application's own to remove."""
    SharedContextPair.objects.filter(
        Q(first__in=going.of(Person)) | Q(second__in=going.of(Person)) | Q(contexts__overlap=list(going.of(Context)))
    ).delete()
    ContextPlace.objects.filter(context__in=going.of(Context)).delete()
    forget_drafts(going)


def _steps(going: Going) -> list[dict[str, Any]]:
    """What the database is to do, table by table; rows that go whole last, in their order."""
    steps = []
    for (model, name), keys in going.detached.items():
        column = model._meta.get_field(name).column
        if keys:
            gone = [str(key) for key in going.of(model._meta.get_field(name).related_model)]
            sets = {column: "null"}
            if said := DETACHED_ON.get(model._meta.label):
                sets[said] = "today"
            step = _step(model, keys) | {"sets": sets, "detached": column, "gone": gone}
            steps.append(step)
    whole = {label: keys for model, keys in going.rows.items() if (label := model._meta.label) in DELETED}
    for model, keys in going.rows.items():
        if model._meta.label not in whole:
            step = _step(model, keys)
            if sets := becomes(model):
                step["sets"] = sets
            steps.append(step)
    by_label = {model._meta.label: model for model in going.rows}
    steps += [_step(by_label[label], whole[label]) | {"deletes": True} for label in DELETED if label in whole]
    return [step for step in steps if step["keys"]]


def _step(model: Any, keys: set[Any]) -> dict[str, Any]:
    step: dict[str, Any] = {
        "table": model._meta.db_table,
        "key": model._meta.pk.column,
        "keys": [str(key) for key in keys],
        "mark": _("[disposed of]"),
    }
    if hasattr(model, "history"):
        step["history"] = model.history.model._meta.db_table
    return step
