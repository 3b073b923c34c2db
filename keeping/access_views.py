"""Answering who asks to see what is kept of a child: entry by entry, by two people, and then as a paper."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Min, TextField
from django.db.models.functions import Cast
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cs_casework.access import open_record, record_listing
from cs_casework.accounts.models import Permission
from cs_casework.accounts.requests import StaffRequest
from cs_casework.accounts.signing_in import signed_in_lately
from cs_casework.audit.log import record
from cs_casework.audit.models import Disclosure
from cs_casework.began import lock
from cs_casework.disclosures import Given, hand_over
from cs_casework.pages import answer_form, needs, paginate
from cs_casework.printing import can_draw, pdf_response
from families.models import Person
from families.naming import pieces_of
from keeping import access, packs
from keeping.forms import EndRequestForm, ExtendForm, GiveForm, ItemForm, RequestForm, ReturnForm, SureForm, WordForm
from keeping.models import AccessItem, AccessMask, AccessRequest
from keeping.pages import access_page, may_keep, parts_for
from keeping.views import keepers

PACK = AccessRequest.objects.select_related("person", "created_by", "submitted_by", "checked_by")
ON_A_PAGE = 10


@require_GET
@keepers
def access_list(request: StaffRequest) -> HttpResponse:
    page = paginate(request, PACK.visible_to(request.user).in_hand())
    record_listing(request, "access.listed", [pack.person_id for pack in page])
    return render(request, "keeping/access_list.html", {"page_of": page, "parts": parts_for(request.user, "access")})


@needs(Permission.KEEP_RECORDS)
def access_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    person = open_record(request, Person, viewed=False, pk=pk)
    return answer_form(
        request,
        RequestForm(request.POST or None),
        access.begin_request,
        person,
        done=lambda pack: pack,
        said=_("The request is on record, and what is kept is being gathered."),
        heading=_("Somebody asks to see what is kept of %(person)s") % {"person": person},
        submit=_("Begin"),
        back=person.get_absolute_url(),
    )


@require_GET
@keepers
def access_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    pack = open_record(request, PACK, pk=pk)
    items, reads_all = access.reading(pack, request.user)
    progress = items.progress()
    return render(
        request,
        "keeping/access_detail.html",
        {
            "pack": pack,
            "page": access_page(pack, "request"),
            "progress": progress,
            "to_decide": items.filter(is_gathered=True).undecided().count(),
            "files": packs.files_to_give(items).count(),
            "reads_all": reads_all,
            "may_prepare": may_keep(request.user),
            "may_check": pack.status == "checking" and access.may_check(pack, request.user),
            "volumes": range(1, packs.parts_of(pack) + 1) if pack.is_ready and reads_all else [],
        },
    )


@require_GET
@keepers
def access_items(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The entries in order, or those alone that wait; their words as they were gathered."""
    pack = open_record(request, PACK, viewed=False, pk=pk)
    found = access.items_for(pack, request.user).filter(is_gathered=True)
    waiting = "waiting" in request.GET
    if waiting:
        found = found.filter(pk__in=found.undecided().order_by().values("pk"))
    page = paginate(request, found.with_open_masks().order_by("number"), ON_A_PAGE)
    record(by=request.user, action="access.entries_viewed", target=pack, shown=[pack.person_id])
    return render(
        request,
        "keeping/access_items.html",
        {
            "pack": pack,
            "page": access_page(pack, "entries"),
            "page_of": page,
            "waiting": waiting,
            "may_prepare": may_keep(request.user) and pack.is_being_decided,
        },
    )


@needs(Permission.KEEP_RECORDS)
@require_POST
def access_read(request: StaffRequest, pk: UUID) -> HttpResponse:
    """That all the entries of a page were read."""
    pack = open_record(request, PACK, viewed=False, pk=pk)
    shown = [text for text in request.POST.getlist("entry") if len(text) == 36][:ON_A_PAGE]
    try:
        access.read_items(pack, _ids(shown), by=request.user)
        messages.success(request, _("They are marked as read. What has a word to decide on still waits."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect(f"{reverse('keeping:access-items', args=[pk])}?waiting")


def _ids(texts: list[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@keepers
def access_item(request: StaffRequest, pk: UUID, item: UUID) -> HttpResponse:
    pack = open_record(request, PACK, viewed=False, pk=pk)
    if request.method == "POST":
        lock(pack)  # before it is read what was decided; whoever decides anything in it waits for it
    entry = open_record(
        request, AccessItem.objects.filter(request=pack, is_gathered=True, pk=item), viewed=False, pk=item
    )
    masks = list(entry.masks.order_by("start"))
    if request.method == "GET":
        record(by=request.user, action="access.entry_viewed", target=pack, shown=[pack.person_id])
    undecided = access.items_for(pack, request.user).filter(is_gathered=True).undecided()
    following = undecided.filter(number__gt=entry.number).order_by("number").first()
    back = reverse("keeping:access-items", args=[pk])
    context: dict[str, Any] = {
        "pack": pack,
        "entry": entry,
        "pieces": list(pieces_of(entry.text, _whole(masks))),
        "masks": masks,
        "may_decide": may_keep(request.user) and pack.is_being_decided,
        "heading": entry.heading,
        "page": access_page(pack, "entries"),
        "back": back,
    }
    if not may_keep(request.user):
        if request.method != "GET":
            raise PermissionDenied
        return render(request, "keeping/access_item.html", context)
    return answer_form(
        request,
        ItemForm(request.POST or None, item=entry, masks=masks),
        access.decide_item,
        entry,
        done=following.get_absolute_url() if following else f"{back}?waiting",
        said=_("Decided."),
        template="keeping/access_item.html",
        submit=_("Save and go on to the next"),
        **context,
    )


def _whole(masks: list[AccessMask]) -> list[Any]:
    """The marks in order, without those that lie within one before."""
    found: list[Any] = []
    for mask in masks:
        if not found or mask.start >= found[-1].end:
            found.append(mask)
    return found


# --- Marked words ----------------------------------------------------------------------------------------------------
@require_GET
@keepers
def access_words(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Each word that waits for a decision, and how often it does."""
    pack = open_record(request, PACK, viewed=False, pk=pk)
    found = access.open_masks(pack, request.user)
    words = found.values("plain").annotate(number=Count("pk"), shown=Min("word"), first=Min(Cast("pk", TextField())))
    record(by=request.user, action="access.words_viewed", target=pack, shown=[pack.person_id])
    return render(
        request,
        "keeping/access_words.html",
        {
            "pack": pack,
            "page": access_page(pack, "words"),
            "page_of": paginate(request, words.order_by("-number", "plain")),
            "may_prepare": may_keep(request.user) and pack.is_being_decided,
        },
    )


@needs(Permission.KEEP_RECORDS)
def access_word(request: StaffRequest, pk: UUID, mask: UUID) -> HttpResponse:
    """One word wherever it waits. Its mark stands in the address: a name does not."""
    pack = open_record(request, PACK, viewed=False, pk=pk)
    found = open_record(request, AccessMask.objects.filter(item__request=pack, pk=mask), viewed=False, pk=mask)
    back = reverse("keeping:access-words", args=[pk])

    def decide(*, by: Any, decision: str, why: str) -> int:
        return access.decide_word(pack, by=by, word=found.plain, decision=decision, why=why)

    return answer_form(
        request,
        WordForm(request.POST or None),
        decide,
        done=back,
        said=_("Decided, wherever it waited."),
        heading=f"“{found.word}”",
        intro=_("Where the word is no name, or means the child, decide on it in its entry instead."),
        back=back,
    )


# --- Steps -----------------------------------------------------------------------------------------------------------
def _step(request: StaffRequest, pk: UUID, form: Any, change: Any, said: str, **words: Any) -> HttpResponse:
    pack = open_record(request, PACK, viewed=False, pk=pk)
    return answer_form(
        request,
        form(request.POST if request.method == "POST" else None),
        change,
        pack,
        done=pack,
        said=said,
        back=pack.get_absolute_url(),
        **words,
    )


@needs(Permission.KEEP_RECORDS)
def access_extend(request: StaffRequest, pk: UUID) -> HttpResponse:
    said = _("It is due two months later. Tell who asked, and why.")
    return _step(request, pk, ExtendForm, access.extend_request, said, heading=_("Take two months more"))


@needs(Permission.KEEP_RECORDS)
def access_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    said = _("The request is over.")
    return _step(request, pk, EndRequestForm, access.end_request, said, heading=_("End this request without a pack"))


@needs(Permission.KEEP_RECORDS)
def access_submit(request: StaffRequest, pk: UUID) -> HttpResponse:
    said = _("It waits for a second person.")
    return _step(
        request, pk, SureForm, access.submit_request, said, heading=_("Have it checked"), submit=_("Ask for a check")
    )


@needs(Permission.AGREE_DISPOSAL)
def access_return(request: StaffRequest, pk: UUID) -> HttpResponse:
    said = _("It went back to be decided anew.")
    return _step(request, pk, ReturnForm, access.return_request, said, heading=_("Send it back"))


@needs(Permission.AGREE_DISPOSAL)
def access_check(request: StaffRequest, pk: UUID) -> HttpResponse:
    said = _("It is checked. The pack can be made.")
    return _step(
        request,
        pk,
        SureForm,
        access.check_request,
        said,
        heading=_("Put your name to this pack"),
        intro=_("You have looked at what is masked, what is kept and what is left out, and it may go to who asked."),
        submit=_("It may go out"),
    )


@needs(Permission.KEEP_RECORDS)
def access_give(request: StaffRequest, pk: UUID) -> HttpResponse:
    said = _("It is on record that it was given.")
    return _step(request, pk, GiveForm, access.give_request, said, heading=_("The pack was handed over"))


# --- The paper -------------------------------------------------------------------------------------------------------
@require_GET
@needs(Permission.KEEP_RECORDS)
@signed_in_lately
def access_pdf(request: StaffRequest, pk: UUID, volume: int) -> HttpResponse:
    """One part of the pack, as it was checked. Where no PDF can be drawn, a page to be printed. It is in the register of
    what was given to whom from the moment it is made."""
    pack = open_record(request, PACK, viewed=False, pk=pk)
    volumes = packs.parts_of(pack)
    if not pack.is_ready or not 1 <= volume <= volumes or not access.reads_all(pack, request.user):
        raise Http404
    record(by=request.user, action="access.saved", target=pack, shown=[pack.person_id])

    def make(given: Given) -> HttpResponse:
        context = {
            "title": _("What is kept of you"),
            "reference": pack.reference,
            "is_draft": False,
            "volume": volume,
            "volumes": volumes,
            "entries": packs.part(pack, volume),
        } | given.on_paper
        if not can_draw():
            return render(request, "keeping/pack_page.html", context | {"back": pack.get_absolute_url()})
        return pdf_response("keeping/pack.html", context, name=f"{pack.reference}-{volume}")

    to = {"recipient": pack.asked_by, "basis": Disclosure.Basis.SUBJECT.value}
    part = f"{pack.reference}, {volume}"
    kind = Disclosure.Kind.ACCESS_PACK
    return hand_over(request.user, kind, make, to, target=pack, people=[pack.person_id], version=part)
