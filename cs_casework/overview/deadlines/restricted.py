"""What falls due because records are restricted."""

from collections.abc import Iterable

from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cs_casework.accounts.models import Permission
from cs_casework.overview.deadlines.saying import Due, or_nobody
from cs_casework.overview.deadlines.whose import Whose
from cs_casework.overview.restricted import MODELS
from cs_casework.overview.unions import Row, Rows


class Restrictions:
    """Restricted records to be looked at again, by who restricted them."""

    name, label = "restriction", gettext_lazy("Reviews of restrictions")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        if not whose.user.may(Permission.RESTRICT):
            return
        for kind, model in MODELS.items():
            found = model.objects.visible_to(whose.user).filter(restricted_on__isnull=False)
            if whose.worker:
                found = found.filter(whose.theirs("restricted_by"))
            if whose.team:
                found = found.filter(restricted_by__in=whose.members())
            told = {"a": F("reference"), "b": F("reference"), "c": F("restricted_by__name"), "to": F("pk")}
            yield Rows(self.name, kind, found, "restriction_review_due", "", told)

    def say(self, row: Row) -> Due:
        words = _("Review of the restriction of %(record)s") % {"record": row.a}
        return Due(words, reverse("overview:restriction", args=[row.what, row.to]), row.b)


class Lapsing:
    """Access to restricted records that is about to end, as far as it is told already: of whom it was granted to, and of
    who granted it."""

    name, label = "grant", gettext_lazy("Access to restricted records that ends")

    def rows(self, whose: Whose) -> Iterable[Rows]:
        for kind, model in MODELS.items():
            grants = model.grant_model().objects.visible_to(whose.user).lapsing().filter(content_object=OuterRef("pk"))
            if whose.worker == whose.user:
                grants = grants.told_to(whose.user)
            elif whose.worker:
                grants = grants.filter(Q(user=whose.worker) | Q(granted_by=whose.worker))
            if whose.team:
                grants = grants.filter(user__in=whose.members())
            first = grants.order_by("ends_on", "pk")
            found = model.objects.visible_to(whose.user).filter(restricted_on__isnull=False)
            found = found.annotate(
                access_ends=Subquery(first.values("ends_on")[:1]), access_of=Subquery(first.values("user__name")[:1])
            )
            told = {"a": F("reference"), "c": or_nobody(F("access_of")), "to": F("pk")}
            yield Rows(self.name, kind, found, "access_ends", "", told)

    def say(self, row: Row) -> Due:
        words = _("Access to the restricted record %(record)s ends") % {"record": row.a}
        return Due(words, reverse("overview:grants-lapsing"), row.a)
