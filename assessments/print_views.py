"""An assessment printed, with the names that are in it or without any child's name."""

from functools import partial
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assessments import printing
from assessments.models import Assessment, PrintedCopy
from assessments.pages import assessment_page
from assessments.print_forms import PrintForm
from assessments.views import ASSESSMENT
from assessments.writing import require_whole
from cases import naming
from cases.models import NotAName
from cases.naming_forms import NotANameForm
from cs_casework.access import open_record
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.audit.log import disclose, record
from cs_casework.disclosures import Basis, Kind
from cs_casework.forms import GovukForm
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.printing import can_draw, pdf_response


@needs(Permission.VIEW_CASES)
@signed_in_lately
def assessment_print(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What it is printed for and who may hold it; and what was printed before."""
    assessment = _opened(request, pk)
    copies = PrintedCopy.objects.visible_to(request.user).filter(assessment=assessment).select_related("created_by")
    return answer_form(
        request,
        PrintForm(request.POST or None),
        printing.print_assessment,
        assessment,
        done=lambda copy: copy,
        said=_("It is ready to be printed. Who may hold it is on record."),
        template="assessments/assessment_print.html",
        assessment=assessment,
        page_of=paginate(request, copies),
        may_check=printing.may_check(assessment, request.user),
        heading=_("Print this assessment"),
        intro="" if assessment.is_authorised else _("It is not authorised, so every page says that it is a draft."),
        submit=_("Go on to print"),
        back=assessment.get_absolute_url(),
        page=assessment_page(assessment),
    )


@require_GET
@needs(Permission.VIEW_CASES)
def printed_copy(request: StaffRequest, pk: UUID, copy: UUID) -> HttpResponse:
    """A copy as it was printed, while it would still read the same."""
    assessment, found, body = _copy(request, pk, copy)
    return render(
        request,
        "assessments/printed_copy.html",
        {
            "assessment": assessment,
            "copy": found,
            "title": _title(assessment, found),
            "body": body,
            "can_draw": can_draw(),
            "back": reverse("assessments:assessment-print", args=[assessment.pk]),
        },
    )


@require_GET
@needs(Permission.VIEW_CASES)
@signed_in_lately
def printed_copy_pdf(request: StaffRequest, pk: UUID, copy: UUID) -> HttpResponse:
    assessment, found, body = _copy(request, pk, copy)
    if body is None or not can_draw():
        return redirect(found)
    record(by=request.user, action="printedcopy.saved", target=found)
    first = printing.first_given(found)
    paper = {
        "assessment": assessment,
        "copy": found,
        "title": _title(assessment, found),
        "reference": f"{assessment.reference} · {found.reference}",
        "printed_by": found.created_by,
        "printed_at": found.created_at,
        "is_draft": found.is_draft,
        "body": body,
        "given": first.reference if first else "",
        "given_to": "",  # who may hold it stands at its head, unless it is to name nobody
    }
    response = pdf_response("assessments/paper.html", paper, name=f"{assessment.reference}-{found.reference}")
    # The same people hold it: whom it was printed for was said then. The file is another, and who saved it may be too.
    disclose(
        by=request.user,
        kind=Kind.ASSESSMENT,
        recipient=printing.given_to(found)[:2000],
        basis=first.basis if first else Basis.PUBLIC_TASK,
        form="PDF",
        target=assessment,
        people=first.people if first else [],
        version=found.reference,
        content=response.content,
    )
    return response


def _copy(request: StaffRequest, pk: UUID, copy: UUID) -> tuple[Assessment, PrintedCopy, SafeString | None]:
    """The copy, and what stands on it; None where that reads otherwise by now, or this reader sees less of it than who
    printed it. What is to be free of names is checked again: children are linked to a place later, too."""
    user = request.user
    assessment = open_record(request, ASSESSMENT, viewed=False, pk=pk)
    copies = PrintedCopy.objects.filter(assessment=assessment).select_related("created_by")
    found = open_record(request, copies, pk=copy)
    if not found.is_nameless:
        body = printing.body_of(assessment, user)
    elif not printing.may_check(assessment, user):
        return assessment, found, None
    else:
        blocks = printing.nameless_blocks(assessment, user)
        if not naming.is_clean(printing.marked_names(assessment, blocks, by=user)):
            return assessment, found, None
        body = printing.nameless_body(blocks)
    # Drawn by our own templates, which escape what was typed.
    same = printing.digest_of(body) == found.digest
    return assessment, found, mark_safe(body) if same else None  # noqa: S308


def _title(assessment: Assessment, copy: PrintedCopy) -> str:
    """What it is called on paper: with whom or what it is about, unless it is to name nobody."""
    kind = str(assessment.get_kind_display())
    return kind if copy.is_nameless else f"{kind}: {assessment.case.subject}"


# --- Without any child's name ----------------------------------------------------------------------------------------
@needs(Permission.WRITE_ASSESSMENTS)
@signed_in_lately
def name_check(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The words that may name a child, where they stand; when there are none left, the form to print it."""
    assessment = _checked(request, pk)
    found = printing.marked_names(assessment, printing.nameless_blocks(assessment, request.user), by=request.user)
    return answer_form(
        request,
        PrintForm(request.POST or None),
        printing.print_nameless,
        assessment,
        done=lambda copy: copy,
        said=_("It is ready to be printed. Who may hold it is on record."),
        template="assessments/name_check.html",
        assessment=assessment,
        passages=[passage for passage in found if passage.open_marks],
        answered=naming.answers_in(found),
        names_url=_check_url(assessment),
        is_clean=naming.is_clean(found),
        heading=_("Print without any child’s name"),
        submit=_("Go on to print"),
        back=reverse("assessments:assessment-print", args=[assessment.pk]),
        page=assessment_page(assessment),
    )


@needs(Permission.WRITE_ASSESSMENTS)
def name_answer(request: StaffRequest, pk: UUID, key: str) -> HttpResponse:
    """Why one marked word is no child's name where it stands."""
    assessment = _checked(request, pk)
    found = printing.marked_names(assessment, printing.nameless_blocks(assessment, request.user), by=request.user)
    passage, mark = naming.open_mark(found, key)
    if mark is None:
        return redirect(_check_url(assessment))
    return answer_form(
        request,
        NotANameForm(request.POST or None),
        partial(printing.answer_mark, key=key),
        assessment,
        done=_check_url(assessment),
        said=_("“%(word)s” does not stop the print any more.") % {"word": mark.word},
        template="cases/name_answer.html",
        passage=passage,
        mark=mark,
        heading=_("“%(word)s” is not a child’s name here") % {"word": mark.word},
        submit=_("Save"),
        back=_check_url(assessment),
        page=assessment_page(assessment),
    )


@require_POST
@needs(Permission.WRITE_ASSESSMENTS)
def name_take_back(request: StaffRequest, pk: UUID, answer: UUID) -> HttpResponse:
    assessment = _checked(request, pk)
    answers = NotAName.objects.visible_to(request.user).filter(context=assessment.case.context_id)
    return answer_form(
        request,
        GovukForm(request.POST),
        partial(naming.take_back, target=assessment),
        get_object_or_404(answers.visible_to(request.user), pk=answer),
        done=_check_url(assessment),
        said=_("Taken back: the word counts as a name again."),
        heading=_("Print without any child’s name"),
        back=_check_url(assessment),
        page=assessment_page(assessment),
    )


def _check_url(assessment: Assessment) -> str:
    return reverse("assessments:name-check", args=[assessment.pk])


def _opened(request: StaffRequest, pk: UUID) -> Assessment:
    """An assessment that can be printed."""
    assessment = open_record(request, ASSESSMENT, pk=pk)
    if assessment.is_discarded:
        raise PermissionDenied
    return assessment


def _checked(request: StaffRequest, pk: UUID) -> Assessment:
    """One of a context, for who may write in it: the check for names is theirs alone to ask for."""
    assessment = _opened(request, pk)
    if not printing.may_check(assessment, request.user):
        raise PermissionDenied
    require_whole(assessment, by=request.user)
    return assessment
