"""What a manager watches over links: those to be answered for, those nobody confirmed, and contexts without a case."""

import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CaseChild
from contexts.models import Context, ContextLink
from cs_casework.access import union_of
from cs_casework.accounts.models import User
from cs_casework.dates import today, working_days_after
from cs_casework.statements import found_first

# A context that so many open children share, and that no case is open on, is one to think about.
MANY_CHILDREN = 3
# Working days before it lapses in which an overdue link is told of as lapsing.
LAPSING_WITHIN = 10
# How long a link may stand before somebody should have confirmed it, or found that it is not so. A local choice.
UNCONFIRMED_FOR = datetime.timedelta(weeks=4)


class What(models.TextChoices):
    OVERDUE = "overdue", _("Overdue, and lapsed in a peer group with an open case")
    LAPSING = "lapsing", _("Lapsing within 10 working days")
    UNCONFIRMED = "unconfirmed", _("Confirmed by nobody for 4 weeks")


def links_watched(user: User, *, what: str = What.OVERDUE, teams: Any = None) -> Any:
    """The links of this kind that the reader may see. `teams` narrows to those of children in cases that these teams
    hold, or of contexts whose case they hold."""
    links = ContextLink.objects.visible_to(user)
    if teams is not None:
        links = links.filter(pk__in=_of_teams(user, teams))
    return {
        What.OVERDUE: lambda: links.to_answer_by(today() - datetime.timedelta(days=1), user),
        What.LAPSING: lambda: links.lapsing_by(working_days_after(today(), LAPSING_WITHIN)),
        What.UNCONFIRMED: lambda: links.unconfirmed_since(today() - UNCONFIRMED_FOR),
    }[What(what)]()


def _of_teams(user: User, teams: Any) -> Any:
    """The ids of the links of children in cases that these teams hold, and of contexts whose case they hold: each found
    by its index, where one condition for both would look through all links of the service."""
    children = CaseChild.objects.visible_to(user).open().of_teams(teams)
    cases = Case.objects.visible_to(user).open().of_teams(teams).filter(context__isnull=False)
    links = ContextLink.objects.order_by().values("pk")
    return union_of(
        links.filter(child__in=children.order_by().values("child")),
        links.filter(context__in=cases.order_by().values("context")),
    )


def groups_watched(user: User) -> Any:
    """Peer groups whose review is overdue, the longest first, each with `has_open_case` as far as this reader may see."""
    cases = Case.objects.visible_to(user).open().filter(context=OuterRef("pk")).order_by()
    found = Context.objects.visible_to(user).review_overdue().annotate(has_open_case=Exists(cases))
    return found.order_by("review_due", "name", "reference")


def contexts_without_case(user: User, kind: str = "") -> Any:
    """Contexts that three open children or more share, and that have no open case, as far as this reader may see: each
    with `child_count`, and `is_proposed` where a case waits for a manager. Most children first."""
    open_children = found_first(CaseChild.objects.visible_to(user).open().counted_as_children(), "child")
    # Who may see the child is asked of the period, and who may see the context, of the context.
    links = ContextLink.objects.in_roles_shown_to(user).current().counting_as_shared_risk()
    links = links.filter(child__in=open_children)
    cases = Case.objects.visible_to(user).filter(context=OuterRef("pk")).order_by()
    found = Context.objects.visible_to(user).filter(kind=kind) if kind else Context.objects.visible_to(user)
    counted = links.order_by().values("context").annotate(n=Count("child", distinct=True))
    of_each = counted.filter(context=OuterRef("pk")).values("n")
    return (
        found.filter(~Exists(cases.open()), pk__in=counted.filter(n__gte=MANY_CHILDREN).values("context"))
        .annotate(child_count=Subquery(of_each, output_field=models.IntegerField()))
        .annotate(is_proposed=Exists(cases.proposed()))
        .order_by("-child_count", "name", "reference")
    )
