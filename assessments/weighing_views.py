"""Views of what weighs how much: one written on a page of its own, and its versions side by side."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from assessments import weighing
from assessments.codes import View
from assessments.conclusion import beside, heading_of, over_time
from assessments.keeping import read_draft
from assessments.models import AssessmentChild, Weighting
from assessments.pages import assessment_page
from assessments.prefilling import weighed_before
from assessments.views import ASSESSMENT
from assessments.weighing_forms import MOST_ACTS, MOST_PARTS, Offered, ViewForm
from assessments.writing import child_is_out, may_write, require_whole, why_not_written
from cases.standing import Standing
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.drafts.forms import FormDraft
from cs_casework.pages import attempt, needs, paginate

# So many versions are read beside each other on a screen of 1366 pixels.
VERSIONS_BESIDE = 4
# Buttons that keep what was typed and stay on the page: which rows they add to, and how many there can be.
MORE = {"_more_part": ("part", MOST_PARTS), "_more_acts": ("acts", MOST_ACTS)}


class _Opened:
    """What a page about one view is about: the assessment, the child's record in it (none of a context's), the view."""

    def __init__(self, request: StaffRequest, pk: UUID, view: str, row: UUID | None) -> None:
        if view not in View.values:
            raise Http404
        found = ASSESSMENT.filter(kind="family") if row else ASSESSMENT.exclude(kind="family")
        self.assessment: Any = open_record(request, found, pk=pk)
        self.view, self.view_words = view, View(view).label
        self.row: Any = None
        if row:
            rows = AssessmentChild.objects.filter(assessment=self.assessment).select_related("child")
            self.row = open_record(request, rows, viewed=False, pk=row)
            self.row.assessment = self.assessment
        else:
            require_whole(self.assessment, by=request.user)
        self.child = self.row.child if self.row else None
        self.user = request.user

    @property
    def is_hidden(self) -> bool:
        """Whether some version names a context that this reader may not see: then the view is not theirs to write."""
        return weighing.is_hidden_view(self.assessment, self.child, self.view, by=self.user)

    @property
    def versions(self) -> Any:
        found = Weighting.objects.visible_to(self.user).of(self.assessment, self.child).filter(view=self.view)
        return found.whole(self.user).order_by("-number")

    @property
    def over_time(self) -> Any:
        """The same, and before them those of earlier assessments that were authorised, with which each is of."""
        earlier = Q(assessment__status="authorised", assessment__created_at__lt=self.assessment.created_at)
        about: dict[str, Any] = {"child": self.child}
        if self.child is None:
            about["assessment__case__context"] = self.assessment.case.context_id
        found = Weighting.objects.visible_to(self.user).filter(Q(assessment=self.assessment) | earlier, **about)
        found = found.filter(view=self.view).annotate(told_of=F("assessment__reference"))
        return found.whole(self.user).order_by("-assessment__created_at", "-number")

    @property
    def why_not_written(self) -> str:
        """Why nobody writes this view now; nothing while it is written."""
        is_out = self.row is not None and self.row.removed_on is not None
        return why_not_written(self.assessment) or (child_is_out() if is_out else "")

    @property
    def back(self) -> str:
        about: Any = self.row or self.assessment
        return str(about.get_absolute_url())

    @property
    def context(self) -> dict[str, Any]:
        return {
            "assessment": self.assessment,
            "row": self.row,
            "view": self.view,
            "view_words": self.view_words,
            "back": self.back,
            "page": assessment_page(self.assessment),
        }


@needs(Permission.WRITE_ASSESSMENTS)
def weighting_write(request: StaffRequest, pk: UUID, view: str, row: UUID | None = None) -> HttpResponse:
    """One view whole, begun from its newest version, or from the last of the assessment that this one began from. Every
    button keeps what was typed."""
    opened = _Opened(request, pk, view, row)
    if not may_write(Standing(request.user, opened.assessment.case)):
        raise PermissionDenied
    if opened.is_hidden:
        raise PermissionDenied
    newest = opened.versions.first()
    child_pk = opened.row.pk if opened.row else ""
    draft = FormDraft(request, "assessments.weighting", f"{opened.assessment.pk}:{child_pk}:{view}")
    typed = _with_more(request, draft.typed)
    before = None if newest else weighed_before(opened.assessment, opened.child, view, request.user)
    filled = newest or before
    form = ViewForm(typed, Offered(opened.assessment, opened.child, request.user, filled), filled)
    if request.method == "GET" and (why := opened.why_not_written):
        form.unchecked()
        about = {"heading": _("What weighs how much?"), "why": why, "page": assessment_page(opened.assessment)}
        return read_draft(request, draft, form.called, back=opened.back, **about)
    number = newest.number if newest else 0
    begun_from = number if typed is None else _whole(typed.get("number", ""))
    title = f"{opened.view_words}: {opened.assessment.reference}"
    page = opened.context | {"form": form, "draft": draft, "number": number, "theirs": None, "before": before}
    page |= {"most_parts": MOST_PARTS, "most_acts": MOST_ACTS}
    if request.method == "POST":
        stays = [name for name in ("_stay", *MORE) if name in request.POST]
        if stays or "_save" in request.POST:
            draft.save(title=title, **{name: typed.getlist(name) for name in _counts(typed)})
        if "_save" in request.POST:
            messages.success(request, _("Saved as a draft. You find it under “Drafts” on your home page."))
            return redirect(opened.back)
        if stays:
            form.unchecked()
        elif form.is_valid():
            if _is_written(opened, form, draft, begun_from):
                messages.success(request, _("Saved as a new version. The one before stays readable."))
                return redirect(opened.back)
            newest = opened.versions.first()
    elif draft.draft:
        form.unchecked()
    if newest and begun_from != newest.number:
        # What is sent next was typed in sight of it.
        page |= {"theirs": newest, "theirs_parts": beside([newest]), "theirs_headings": [heading_of(newest)]}
        page["number"] = newest.number
    return render(request, "assessments/weighting_write.html", page)


def _is_written(opened: _Opened, form: ViewForm, draft: FormDraft, begun_from: int) -> bool:
    said = {"by": opened.user, "view": opened.view, "child": opened.child, "number": begun_from, **form.said}
    make = lambda: weighing.write_weighting(opened.assessment, **said).pk  # noqa: E731
    return attempt(form.form, draft.submit, make) is not None


def _counts(typed: Any) -> list[str]:
    return [name for name in ("part-TOTAL_FORMS", "acts-TOTAL_FORMS") if name in typed]


def _with_more(request: StaffRequest, typed: Any) -> Any:
    """What was typed, with an empty row more where a button asked for one."""
    asked = next((more for name, more in MORE.items() if name in request.POST), None)
    if asked is None or typed is None:
        return typed
    prefix, most = asked
    typed, name = typed.copy(), f"{prefix}-TOTAL_FORMS"
    typed[name] = str(min(max(_whole(typed.get(name, "")), 0) + 1, most))
    return typed


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1


@require_GET
@needs(Permission.VIEW_CASES)
def weighting_versions(request: StaffRequest, pk: UUID, view: str, row: UUID | None = None) -> HttpResponse:
    """The versions of one view beside each other, those of earlier assessments among them, the oldest first, so that a
    reader sees what moved."""
    opened = _Opened(request, pk, view, row)
    shown = paginate(request, opened.over_time, VERSIONS_BESIDE)
    versions = list(reversed(shown.object_list))
    headings = [heading_of(version) for version in versions]
    page = opened.context | {"page_of": shown, "versions": versions, "headings": headings}
    page |= {"parts": over_time(versions)}
    return render(request, "assessments/weighting_versions.html", page)
