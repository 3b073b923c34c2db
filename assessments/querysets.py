"""What can be asked about assessments, and who may see them."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from cases.child_querysets import hidden_cases
from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.dates import today
from cs_casework.statements import none_of
from families.querysets import hidden_people


def with_hidden_children(user: Any) -> Any:
    """The ids of assessments in which there is, or was, a child hidden from this reader, for `as_written`: what is
    shared in them is not theirs to read."""
    from assessments.models import AssessmentChild

    return AssessmentChild.objects.filter(child__in=hidden_people(user)).order_by().values("assessment")


def _seen_with(user: Any, way: str) -> Q:
    """Rows of an assessment, found by this way, whose case may be seen."""
    return none_of(hidden_cases, user, f"{way}__case")


def _shared_with(user: Any, way: str) -> Q:
    """Rows that stand in what is shared of an assessment: read by who may see every child in it."""
    return _seen_with(user, way) & none_of(with_hidden_children, user, way)


def _weighed_for(user: Any, way: str = "") -> Q:
    """Rows of a weighting that this reader may see: with its child, or, where it is of none, with what is shared."""
    whole = Q(**{f"{way}child__isnull": False}) | none_of(with_hidden_children, user, f"{way}assessment")
    return _seen_with(user, f"{way}assessment") & none_of(hidden_people, user, f"{way}child") & whole


class AssessmentQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """That there is one and where it stands, to a role that reads case records, with its case; but not one about
        hidden children alone: it would tell of them. What is written in it asks for more: see the sections and the
        children."""
        from assessments.models import AssessmentChild

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        seen = AssessmentChild.objects.filter(none_of(hidden_people, user, "child"), assessment=OuterRef("pk"))
        whole = none_of(with_hidden_children, user, "pk")
        return self.filter(none_of(hidden_cases, user, "case"), whole | Q(Exists(seen.order_by())))

    def read_whole_by(self, user: Any) -> Self:
        """Those whose shared sections this reader may read: every child in them may be seen."""
        return self.visible_to(user).filter(none_of(with_hidden_children, user, "pk"))

    def unauthorised(self) -> Self:
        return self.filter(status__in=["writing", "submitted"])

    def authorised(self) -> Self:
        return self.filter(status="authorised")

    def overdue(self) -> Self:
        return self.unauthorised().filter(due_on__lt=today())

    def still_open(self, user: Any, period: Any) -> Self:
        """What closing its case has to wait for (rule 8867 of the census); for one child, those that child is in."""
        found = self.unauthorised()
        return found.filter(Exists(_current_rows(child=period.child_id))) if period else found

    def for_decision_by(self, user: Any) -> Self:
        """What waits for this manager: submitted, in a team they manage or where no team holds the case, and written in
        no part by them."""
        from assessments.models import AssessmentWriter

        if not user.may(Permission.AUTHORISE_ASSESSMENTS):
            return self.none()
        ours = Q(case__team__in=user.managed_teams()) | Q(case__team=None)
        written = AssessmentWriter.objects.filter(assessment=OuterRef("pk"), user=user).order_by()
        return self.filter(ours, status="submitted").exclude(Exists(written))


def _current_rows(**about: Any) -> Any:
    from assessments.models import AssessmentChild

    return AssessmentChild.objects.current().filter(assessment=OuterRef("pk"), **about).order_by()


class AssessmentWriterQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """As the shared sections: who wrote may tell whom it is about."""
        return self.filter(_shared_with(user, "assessment")) if user.may(Permission.VIEW_CASES) else self.none()


class AssessmentSectionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """What is shared is read by those who may see every child who is or was in the assessment."""
        return self.filter(_shared_with(user, "assessment")) if user.may(Permission.VIEW_CASES) else self.none()


class AssessmentPassageQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its section, to who may read what it was taken from."""
        from cases.models import CaseNote

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        notes = CaseNote.objects.visible_to(user).filter(pk=OuterRef("note")).order_by()
        return self.filter(
            Q(note=None) | Exists(notes),
            Q(earlier=None) | _shared_with(user, "earlier"),
            _shared_with(user, "section__assessment"),
            none_of(hidden_people, user, "person"),
            none_of(hidden_contexts, user, "context"),
        )

    def standing(self) -> Self:
        """Without those that were left out."""
        return self.filter(left_out_on=None)


class AssessmentParticipantQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with what is shared; a person on record, where that person may be seen."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(_shared_with(user, "assessment"), none_of(hidden_people, user, "person"))

    def current(self) -> Self:
        return self.filter(removed_on=None)


class AssessmentChildQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """A child's own record in an assessment shows with that child and with the case, whoever else is in it."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(none_of(hidden_people, user, "child"), _seen_with(user, "assessment"))

    def current(self) -> Self:
        """Without children who were taken out."""
        return self.filter(removed_on=None)

    def latest_conclusion(self, child: Any, user: Any) -> Any:
        """What the last authorised assessment of this child concluded, for pages of apps below."""
        from assessments.conclusion import latest_conclusion

        return latest_conclusion(child, user)

    def for_return(self) -> Self:
        """Those whose factors a census return tells: of authorised assessments alone (rules 8614 and 8897Q)."""
        return self.current().filter(assessment__status="authorised")


class WeightingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its child, or where it is of none, to who may see every child in the assessment."""
        return self.filter(_weighed_for(user)) if user.may(Permission.VIEW_CASES) else self.none()

    def latest(self) -> Self:  # type: ignore[override]
        """The newest version of each view."""
        newer = self.model.objects.filter(
            Q(child=OuterRef("child")) | Q(child=None, assessment__kind__in=["context", "peers"]),
            assessment=OuterRef("assessment"),
            view=OuterRef("view"),
            number__gt=OuterRef("number"),
        )
        return self.exclude(Exists(newer.order_by()))

    def of(self, assessment: Any, child: Any) -> Self:
        """All versions in every view of one child in an assessment of a family, or of a context's own, which has none."""
        return self.filter(assessment=assessment, child=child) if child else self.filter(assessment=assessment)

    def whole(self, user: Any) -> Self:
        """Each with its rows (`parts`), each of these with what it rests on (`beneath`), and with how they act on each
        other (`acting`), as this reader may see them."""
        from assessments.models import Interplay, WeightingBasis, WeightingRow

        beneath = WeightingBasis.objects.visible_to(user).select_related("factor", "incident", "note", "context")
        parts = WeightingRow.objects.visible_to(user).select_related("context")
        acting = Interplay.objects.visible_to(user).select_related("from_row__context", "to_row__context")
        return self.select_related("created_by").prefetch_related(
            Prefetch("rows", parts.prefetch_related(Prefetch("bases", beneath, to_attr="beneath")), to_attr="parts"),
            Prefetch("interplays", acting, to_attr="acting"),
        )


class WeightingRowQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its weighting, and with its context where it is tied to one."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(_weighed_for(user, "weighting__"), none_of(hidden_contexts, user, "context"))


class WeightingBasisQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its row, to who may read the record it names."""
        from cases.models import CaseNote, ExtraFamilialFactor, Incident

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        named: dict[str, Any] = {"factor": ExtraFamilialFactor, "incident": Incident, "note": CaseNote}
        return self.filter(
            *(
                Q(**{column: None}) | Exists(model.objects.visible_to(user).filter(pk=OuterRef(column)).order_by())
                for column, model in named.items()
            ),
            _weighed_for(user, "row__weighting__"),
            none_of(hidden_contexts, user, "context", "row__context"),
        )


class InterplayQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its weighting, where both parts may be seen: the sentence is about the two."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        hidden = none_of(hidden_contexts, user, "from_row__context", "to_row__context")
        return self.filter(_weighed_for(user, "weighting__"), hidden)


class MisfitAnswerQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """As what is shared in the assessment, where the child and the part it is about may be seen."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        return self.filter(
            _shared_with(user, "assessment"),
            none_of(hidden_people, user, "child"),
            none_of(hidden_contexts, user, "row__context"),
        )


class PrintedCopyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """As what is shared in the assessment: whom and what it was for may tell whom it is about. And to who printed it,
        who knows, as long as the case may be seen."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        whole = none_of(with_hidden_children, user, "assessment")
        return self.filter(_seen_with(user, "assessment"), whole | Q(created_by=user))
