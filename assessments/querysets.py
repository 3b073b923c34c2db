"""What can be asked about assessments, and who may see them."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _

from assessments.codes import DUE_SOON, SOURCES, InHand, Misfit
from cases.child_querysets import hidden_cases
from cases.factor_querysets import hidden_factors
from contexts.querysets import hidden_contexts
from cs_casework.accounts.models import Permission
from cs_casework.dates import today, working_days_after
from cs_casework.statements import as_written, none_of
from families.querysets import hidden_people


def with_hidden_children(user: Any) -> Any:
    """The ids of assessments in which there is, or was, a child hidden from this reader, for `as_written`: what is
    shared in them is not theirs to read."""
    from assessments.models import AssessmentChild

    return AssessmentChild.objects.filter(child__in=as_written(hidden_people, user)).order_by().values("assessment")


def in_hidden_views(user: Any) -> Any:
    """The ids of weightings in a view of which any version names a context hidden from this reader, for `as_written`. A
    view with a gap in it, or with a version missing, would prove that there is one, so all of it is hidden."""
    from assessments.models import WeightingRow

    beside = "weighting__assessment__weightings"
    both = Q(**{f"{beside}__child": F("weighting__child")})
    neither = Q(**{f"{beside}__child": None}, weighting__child=None)
    rows = WeightingRow.objects.filter(
        both | neither, **{"context__in": as_written(hidden_contexts, user), f"{beside}__view": F("weighting__view")}
    )
    return rows.order_by().values(beside)


def with_hidden_views(user: Any) -> Any:
    """The ids of assessments in which there is such a view, for `as_written`: they are not theirs to authorise."""
    from assessments.models import WeightingRow

    return (
        WeightingRow.objects.filter(context__in=as_written(hidden_contexts, user))
        .order_by()
        .values("weighting__assessment")
    )


def _seen_with(user: Any, way: str) -> Q:
    """Rows of an assessment, found by this way, whose case may be seen."""
    return none_of(hidden_cases, user, f"{way}__case")


def _shared_with(user: Any, way: str) -> Q:
    """Rows that stand in what is shared of an assessment: read by who may see every child in it."""
    return _seen_with(user, way) & none_of(with_hidden_children, user, way)


def _weighed_for(user: Any, way: str = "") -> Q:
    """Rows of a weighting that this reader may see: with its child, or, where it is of none, with what is shared; and
    with every context that is named in its view."""
    whole = Q(**{f"{way}child__isnull": False}) | none_of(with_hidden_children, user, f"{way}assessment")
    seen = none_of(hidden_people, user, f"{way}child") & none_of(in_hidden_views, user, f"{way}pk")
    return _seen_with(user, f"{way}assessment") & seen & whole


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

    def decided_whole_by(self, user: Any) -> Self:
        """Those of which nothing that a manager decides on is hidden from this one: no child in them, and no view of what
        weighs how much."""
        return self.read_whole_by(user).filter(none_of(with_hidden_views, user, "pk"))

    def unauthorised(self) -> Self:
        return self.filter(status__in=["writing", "submitted"])

    def authorised(self) -> Self:
        return self.filter(status="authorised")

    def overdue(self) -> Self:
        return self.unauthorised().filter(due_on__lt=today())

    def due_soon(self) -> Self:
        """Not overdue, and due within ten working days."""
        return self.unauthorised().filter(due_on__gte=today(), due_on__lte=working_days_after(today(), DUE_SOON))

    def extended(self) -> Self:
        """In hand, and given longer than at first."""
        return self.unauthorised().exclude(due_on=F("first_due_on"))

    def returned(self) -> Self:
        """Written on since a manager said what is missing."""
        return self.filter(status="writing", returned_on__isnull=False)

    def of_which(self, what: str, user: Any) -> Self:
        """Those in hand of which this is so, for this reader."""
        found = {
            InHand.TO_AUTHORISE: lambda: self.for_decision_by(user),
            InHand.WAITING: lambda: self.filter(status="submitted"),
            InHand.RETURNED: self.returned,
            InHand.OVERDUE: self.overdue,
            InHand.DUE_SOON: self.due_soon,
            InHand.EXTENDED: self.extended,
        }
        return found[InHand(what)]()

    def of_teams(self, teams: Any) -> Self:
        """On cases that these teams hold."""
        return self.filter(case__team__in=teams)

    def held_by(self, worker: Any, user: Any) -> Self:
        """On cases allocated to this worker today, as far as this reader may see, without what they cover for somebody
        else."""
        from cases.models import Case

        return self.filter(case__in=Case.objects.held_by(worker, user).order_by().values("pk"))

    def of_own_cases(self, user: Any) -> Self:
        """On cases that they, or whom they cover for, hold."""
        from cases.models import Case

        return self.filter(case__in=Case.objects.allocated_to(user).order_by().values("pk"))

    def in_hand(self, user: Any) -> Self:
        """As the list of those in hand shows them, the soonest due first: each with its case, who works with that as far
        as this reader may see, and `reads_whole`: whether what is shared in it is theirs to read."""
        from cases.models import Case

        cases = Case.objects.visible_to(user).select_related("family", "context", "team").with_workers(user)
        whole = models.ExpressionWrapper(none_of(with_hidden_children, user, "pk"), models.BooleanField())
        found = self.unauthorised().annotate(reads_whole=whole).prefetch_related(Prefetch("case", cases))
        return found.select_related("submitted_by", "returned_by").order_by("due_on", "pk")

    def still_open(self, user: Any, period: Any) -> Self:
        """What closing its case has to wait for (rule 8867 of the census); for one child, those that child is in."""
        found = self.unauthorised()
        return found.filter(Exists(_current_rows(child=period.child_id))) if period else found

    def check_referral(self, case: Any, before: Any, *, by: Any) -> None:
        """For a case whose referral date is put right: refuse one that an assessment on it does not bear."""
        from assessments.redating import check_referral

        check_referral(case, before, by=by)

    def move_due(self, case: Any, *, by: Any, reason: str = "") -> None:
        """For a case whose referral date is put right: what is reckoned from it is due by another day."""
        from assessments.redating import move_due

        move_due(case, by=by, reason=reason)

    def closing_words(self, user: Any, periods: Any) -> list[tuple[str, str]]:
        """To whoever closes these children's time in a case: of whose only assessment found no factors, which reasons the
        return then expects (rule 8873Q). Told, and left to them: a child may have moved away all the same."""
        from assessments.models import AssessmentChild

        begun = {period.child_id: period.from_on for period in periods}
        rows = AssessmentChild.objects.visible_to(user).for_return().select_related("child", "assessment")
        found: dict[Any, list[Any]] = {}
        for row in rows.filter(assessment__in=self, child__in=list(begun)):
            if row.assessment.authorised_on >= begun[row.child_id]:
                found.setdefault(row.child_id, []).append(row)
        words = _(
            "The only assessment of %(child)s found no factors. The return then expects “closed after assessment” as the "
            "reason (RC8 or RC9)."
        )
        alone = [rows[0] for rows in found.values() if len(rows) == 1 and rows[0].factors == ["21"]]
        return [(words % {"child": row.child}, row.get_absolute_url()) for row in alone]

    def for_decision_by(self, user: Any) -> Self:
        """What waits for this manager: submitted, in a team they manage or where no team holds the case, written in no
        part by them, and with nothing in it that they may not see: that one is another manager's."""
        from assessments.models import AssessmentWriter

        if not user.may(Permission.AUTHORISE_ASSESSMENTS):
            return self.none()
        ours = Q(case__team__in=user.managed_teams()) | Q(case__team=None)
        written = AssessmentWriter.objects.filter(assessment=OuterRef("pk"), user=user).order_by()
        return self.decided_whole_by(user).filter(ours, status="submitted").exclude(Exists(written))


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


def _note_is_not_elsewhere(case: str) -> Q:
    """Rows of which the note, where they have one, was not put on a record of this case in error: one that was removed
    from somewhere is told while it stands on the case's family, its context or a child who is or was open in it."""
    from cases.models import CaseChild, NoteSubject, Removal

    removed = Removal.objects.filter(note_subject__note=OuterRef("note")).order_by()
    children = CaseChild.objects.filter(case=OuterRef(OuterRef(case))).order_by().values("child")
    standing = NoteSubject.objects.filter(
        Q(family=OuterRef(f"{case}__family")) | Q(context=OuterRef(f"{case}__context")) | Q(child__in=children),
        note=OuterRef("note"),
    ).order_by()
    return Q(note=None) | ~Exists(removed) | Exists(standing)


class AssessmentPassageQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its section, to who may read what it was taken from."""
        from cases.models import CaseNote, Incident

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        notes = CaseNote.objects.visible_to(user).filter(pk=OuterRef("note")).order_by()
        incidents = Incident.objects.visible_to(user).filter(pk=OuterRef("incident")).order_by()
        return self.filter(
            Q(note=None) | Exists(notes),
            Q(incident=None) | Exists(incidents),
            Q(earlier=None) | _shared_with(user, "earlier"),
            _note_is_not_elsewhere("section__assessment__case"),
            _shared_with(user, "section__assessment"),
            none_of(hidden_people, user, "person"),
            none_of(hidden_contexts, user, "context"),
            none_of(hidden_factors, user, "factor"),
        )

    def with_source(self) -> Self:
        return self.select_related(*SOURCES)

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
        """Without children who were taken out, and without the other record of a child who is in it with both."""
        same = self.model.objects.filter(
            assessment=OuterRef("assessment"), child=OuterRef("child__merged_into"), removed_on=None
        )
        return self.filter(~Exists(same.order_by()), removed_on=None)

    def latest_conclusion(self, child: Any, user: Any) -> Any:
        """What the last authorised assessment of this child concluded, for pages of apps below."""
        from assessments.conclusion import latest_conclusion

        return latest_conclusion(child, user)

    def latest_conclusions(self, children: Any, user: Any, *, with_factors: bool = False) -> Any:
        """The same for several children at once, by child; `with_factors`: with what is recorded outside the home now."""
        from assessments.conclusion import latest_conclusions

        return latest_conclusions(children, user, with_factors=with_factors)

    def authorised(self) -> Self:
        return self.filter(assessment__status="authorised")

    def for_return(self) -> Self:
        """Those whose factors a census return tells: of authorised assessments alone (rules 8614 and 8897Q)."""
        return self.current().authorised()


class WeightingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its child, or where it is of none, to who may see every child in the assessment; and only to who may
        see every context that any version of the view names."""
        return self.filter(_weighed_for(user)) if user.may(Permission.VIEW_CASES) else self.none()

    def hidden_views(self, user: Any) -> Self:
        """Those in a view that is hidden from this reader because of a context, and so is not theirs to write."""
        return self.filter(pk__in=as_written(in_hidden_views, user))

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
        """Shows with its weighting, which shows where every context in it does."""
        return self.filter(_weighed_for(user, "weighting__")) if user.may(Permission.VIEW_CASES) else self.none()


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
            _note_is_not_elsewhere("row__weighting__assessment__case"),
            _weighed_for(user, "row__weighting__"),
            none_of(hidden_contexts, user, "context"),
        )


class InterplayQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Shows with its weighting, and so with both parts."""
        return self.filter(_weighed_for(user, "weighting__")) if user.may(Permission.VIEW_CASES) else self.none()


class MisfitAnswerQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """As what is shared in the assessment, where what its sentence rests on may be seen: the child and the part it is
        about; and where it says that harm outside the home is recorded, some of what is, and the practitioner's view."""
        from assessments.models import Weighting
        from cases.models import FactorChild, IncidentChild

        if not user.may(Permission.VIEW_CASES):
            return self.none()
        of_child = {"child": OuterRef("child")}
        factors = FactorChild.objects.visible_to(user).told().filter(**of_child)
        incidents = IncidentChild.objects.visible_to(user).standing().filter(**of_child)
        views = Weighting.objects.visible_to(user).filter(
            assessment=OuterRef("assessment"), view="practitioner", **of_child
        )
        recorded = Exists(factors.order_by()) | Exists(incidents.order_by())
        return self.filter(
            _shared_with(user, "assessment"),
            none_of(hidden_people, user, "child"),
            Q(row=None) | _weighed_for(user, "row__weighting__"),
            ~Q(misfit=Misfit.HOME_ALONE) | (Exists(views.order_by()) & recorded),
        )


class PrintedCopyQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """As what is shared in the assessment: whom and what it was for may tell whom it is about. And to who printed it,
        who knows, as long as the case may be seen."""
        if not user.may(Permission.VIEW_CASES):
            return self.none()
        whole = none_of(with_hidden_children, user, "assessment")
        return self.filter(_seen_with(user, "assessment"), whole | Q(created_by=user))
