"""What is due, what was proposed and disposed of, what is held, and by which rules."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.pages import RecordPage, answer_form, needs, paginate
from cs_casework.versions import show_versions
from keeping import disposing, holding
from keeping.codes import RuleCode
from keeping.due import KINDS, due, held_back
from keeping.forms import DeclineForm, EndHoldForm, HoldForm, RuleForm, SureForm
from keeping.going import going_with
from keeping.models import Certificate, Disposal, LegalHold, RetentionRule
from keeping.models.hold import HELD
from keeping.pages import may_keep, parts_for
from keeping.querysets import keeps
from keeping.rules import change_rule

View = Callable[..., HttpResponseBase]


def keepers(view: View) -> View:
    """For records officers and managers; a 403 for everybody else, before anything is looked up."""

    @wraps(view)
    def checked(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not keeps(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


# --- Due -------------------------------------------------------------------------------------------------------------
@keepers
def due_list(request: StaffRequest, kind: str) -> HttpResponse:
    """What is due, to be ticked and proposed; below, what a hold keeps."""
    if kind not in KINDS:
        raise Http404
    found = due(kind, request.user)
    refused = ""
    if request.method == "POST":
        try:
            proposed = disposing.propose_disposal(found.filter(pk__in=_ticked(request)), by=request.user)
        except ValidationError as refusal:
            refused = " ".join(refusal.messages)
        else:
            messages.success(
                request, _("Proposed: %(number)s. A second person looks at each.") % {"number": len(proposed)}
            )
            return redirect("keeping:disposal-list")
    waiting = Disposal.objects.visible_to(request.user).waiting().order_by()
    column = disposing.COLUMNS[KINDS[kind]]
    page = paginate(request, found.exclude(pk__in=waiting.filter(**{f"{column}__isnull": False}).values(column)))
    rules = {rule.code: rule for rule in RetentionRule.objects.visible_to(request.user)}
    held = held_back(kind, request.user)[:25]
    record_listing(request, "due.listed", [one.pk for one in page] if kind == "people" else [])
    return render(
        request,
        "keeping/due_list.html",
        {
            "kind": kind,
            "page_of": page,
            "rows": [(one, rules[one.rule_code]) for one in page],
            "held": [(one, rules[one.rule_code], holding.holds_on(one, request.user)) for one in held],
            "may_propose": may_keep(request.user),
            "refused": refused,
            "parts": parts_for(request.user, kind),
        },
    )


def _ticked(request: StaffRequest) -> list[UUID]:
    """The ids that were ticked; what is no id was not."""
    found = []
    for text in request.POST.getlist("record"):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


# --- Disposal --------------------------------------------------------------------------------------------------------
DISPOSAL = Disposal.objects.select_related("person", "context", "referral", "rule", "created_by", "decided_by")


@require_GET
@keepers
def disposal_list(request: StaffRequest) -> HttpResponse:
    page = paginate(request, DISPOSAL.visible_to(request.user).waiting())
    record_listing(request, "disposals.listed", [found.person_id for found in page if found.person_id])
    return render(
        request, "keeping/disposal_list.html", {"page_of": page, "parts": parts_for(request.user, "disposals")}
    )


@require_GET
@keepers
def disposal_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What would go, table by table, and with whom, before somebody agrees."""
    disposal = open_record(request, DISPOSAL, pk=pk)
    going = going_with(disposal.record, named_alone=False) if disposal.is_open else None
    counted = going.counted() if going else []
    with_them = []
    for model in (HELD["person"], HELD["family"], HELD["case"]):
        if going:
            with_them += list(model.objects.visible_to(request.user).filter(pk__in=going.of(model))[:50])
    return render(
        request,
        "keeping/disposal_detail.html",
        {
            "disposal": disposal,
            "certificate": Certificate.objects.visible_to(request.user).filter(disposal=disposal).first(),
            "counted": counted,
            "with_them": [one for one in with_them if one != disposal.record],
            "may_agree": disposal.is_open
            and request.user.may(Permission.AGREE_DISPOSAL)
            and disposal.created_by_id != request.user.pk,
            "back": reverse("keeping:disposal-list"),
        },
    )


@needs(Permission.AGREE_DISPOSAL)
@signed_in_lately
def disposal_agree(request: StaffRequest, pk: UUID) -> HttpResponse:
    disposal = open_record(request, DISPOSAL, viewed=False, pk=pk)
    return answer_form(
        request,
        SureForm(request.POST or None),
        disposing.agree_disposal,
        disposal,
        done=reverse("keeping:certificate-list"),
        said=_("It has been disposed of. The certificate says so."),
        heading=_("Dispose of %(reference)s") % {"reference": disposal.record.reference},
        warning=_(
            "There is no way back: what was written about them alone is erased, with every version, and with files."
        ),
        submit=_("Dispose of it"),
        back=disposal.get_absolute_url(),
    )


@keepers
def disposal_decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    disposal = open_record(request, DISPOSAL, viewed=False, pk=pk)
    return answer_form(
        request,
        DeclineForm(request.POST or None),
        disposing.decline_disposal,
        disposal,
        done=reverse("keeping:disposal-list"),
        said=_("It stays as it is."),
        heading=_("Do not dispose of %(reference)s") % {"reference": disposal.record.reference},
        submit=_("Keep it"),
        back=disposal.get_absolute_url(),
    )


@require_GET
@keepers
def certificate_list(request: StaffRequest) -> HttpResponse:
    found = Certificate.objects.visible_to(request.user).select_related("proposed_by", "agreed_by")
    page = paginate(request, found)
    record_listing(request, "certificates.listed")
    return render(
        request, "keeping/certificate_list.html", {"page_of": page, "parts": parts_for(request.user, "certificates")}
    )


# --- Legal hold ------------------------------------------------------------------------------------------------------
HOLD = LegalHold.objects.select_related("person", "family", "context", "case__family", "case__context", "created_by")


@require_GET
@keepers
def hold_list(request: StaffRequest) -> HttpResponse:
    page = paginate(request, HOLD.visible_to(request.user).standing())
    record_listing(request, "holds.listed", [hold.person_id for hold in page if hold.person_id])
    return render(request, "keeping/hold_list.html", {"page_of": page, "parts": parts_for(request.user, "holds")})


@needs(Permission.KEEP_RECORDS)
def hold_add(request: StaffRequest, kind: str, pk: UUID) -> HttpResponse:
    if kind not in HELD:
        raise Http404
    found = open_record(request, HELD[kind], viewed=False, pk=pk)
    return answer_form(
        request,
        HoldForm(request.POST or None),
        holding.hold_record,
        found,
        done=lambda hold: hold,
        said=_("It is held, with all that hangs together with it."),
        heading=_("Hold %(record)s") % {"record": found},
        intro=_("Neither this record nor what hangs together with it is disposed of until the hold is ended."),
        submit=_("Hold it"),
        back=found.get_absolute_url(),
    )


@require_GET
@keepers
def hold_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    hold = open_record(request, HOLD, pk=pk)
    return render(
        request,
        "keeping/hold_detail.html",
        {"hold": hold, "may_change": hold.stands and may_keep(request.user), "back": reverse("keeping:hold-list")},
    )


@needs(Permission.KEEP_RECORDS)
def hold_review(request: StaffRequest, pk: UUID) -> HttpResponse:
    hold = open_record(request, HOLD, viewed=False, pk=pk)
    return answer_form(
        request,
        HoldForm(request.POST or None, initial={"reason": hold.reason}),
        holding.review_hold,
        hold,
        done=hold,
        said=_("It goes on being held."),
        heading=_("Look at this hold again"),
        submit=_("Go on holding it"),
        back=hold.get_absolute_url(),
    )


@needs(Permission.KEEP_RECORDS)
def hold_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    hold = open_record(request, HOLD, viewed=False, pk=pk)
    return answer_form(
        request,
        EndHoldForm(request.POST or None),
        holding.end_hold,
        hold,
        done=hold,
        said=_("The hold has ended. The rule of the record counts again."),
        heading=_("End this hold"),
        submit=_("End it"),
        back=hold.get_absolute_url(),
    )


# --- Rules -----------------------------------------------------------------------------------------------------------
def _rule_page(rule: RetentionRule, part: str) -> RecordPage:
    urls = [("edit", _("Change"), "rule-edit"), ("history", _("Versions"), "rule-history")]
    return RecordPage(
        title=str(rule),
        kind=_("Retention rule"),
        url=rule.get_absolute_url(),
        parts=[
            {"name": name, "label": label, "url": reverse(f"keeping:{url}", args=[rule.pk])}
            for name, label, url in urls
        ],
    ).at(part)


@require_GET
def rule_list(request: StaffRequest) -> HttpResponse:
    """For how long what is kept, for everybody who works here; an administrator changes it."""
    places = list(RuleCode)
    rules = sorted(RetentionRule.objects.visible_to(request.user), key=lambda rule: places.index(RuleCode(rule.code)))
    return render(
        request,
        "keeping/rule_list.html",
        {
            "rules": rules,
            "may_change": request.user.may(Permission.MANAGE_STAFF),
            "parts": parts_for(request.user, "rules") if keeps(request.user) else [],
        },
    )


@needs(Permission.MANAGE_STAFF)
def rule_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    rule = open_record(request, RetentionRule, viewed=False, pk=pk)
    initial = {"counts_from": rule.counts_from, "months": rule.months, "source": rule.source}
    return answer_form(
        request,
        RuleForm(request.POST or None, initial=initial, rule=rule),
        change_rule,
        rule,
        done=reverse("keeping:rule-list"),
        said=_("The rule has been changed. What is due is worked out by it from now on."),
        template="administration/entry_edit.html",
        back=reverse("keeping:rule-list"),
        page=_rule_page(rule, "edit"),
    )


@require_GET
@needs(Permission.MANAGE_STAFF)
def rule_history(request: StaffRequest, pk: UUID) -> HttpResponse:
    rule = open_record(request, RetentionRule, viewed=False, pk=pk)
    return show_versions(request, rule, _rule_page(rule, "history"))
