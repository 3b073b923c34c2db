"""Letters and reports that came, each kept on whom it is about; and a note that was put on the wrong child, and moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.documents import record_document
from cases.models import CaseNote
from cases.notes import Subject, record_note
from cases.removing import move_entry

from .desk import Desk, moment


@dataclass(frozen=True)
class Paper:
    """A document as it came; `about` holds children, `child:kwame`, and places, `context:dunnock`."""

    ago: int
    type: str
    title: str
    from_whom: str
    about: tuple[str, ...]
    text: tuple[str, ...]
    by: str = "practitioner"


PAPERS = [
    Paper(
        96, "school", "Attendance and behaviour, spring term", "Fennel Hill Academy, head of year", ("child:kwame",),
        ("Attendance 81 per cent, late on nine mornings.", "He is at his best in design and technology.",
         "He says that he is blamed before he has sat down."), by="piotr",
    ),
    Paper(
        61, "letter", "Lighting and sight lines at the courts", "Parks department", ("context:dunnock",),
        ("The two lamps by the south gate are to be mended within six weeks.", "The hedge is cut back in the autumn."),
        by="beth",
    ),
    Paper(
        30, "health", "Letter after a visit to the emergency department", "Alder General Hospital",
        ("child:nnamdi", "context:dunnock"),
        ("Seen with a sprained wrist after running from the south gate.", "No other injury. No follow-up is needed."),
        by="ayodele",
    ),
]  # fmt: skip


def plan_documents(desk: Desk) -> None:
    for paper in PAPERS:
        day = desk.borough.today - timedelta(days=paper.ago)
        desk.plan(moment(day + timedelta(days=2), 9, 50), keep, paper)
    desk.plan(moment(desk.borough.today - timedelta(days=20), 15, 10), put_on_the_wrong_child)
    desk.plan(moment(desk.borough.today - timedelta(days=19), 9, 20), put_right)


def keep(desk: Desk, paper: Paper) -> None:
    records: dict[str, dict[str, Any]] = {"child": desk.people, "context": desk.contexts}
    keys = [about.partition(":") for about in paper.about]
    record_document(
        by=desk.users[paper.by],
        subjects=[records[kind][key] for kind, _colon, key in keys],
        file=SimpleUploadedFile(f"{paper.type}.pdf", pdf(paper.title, *paper.text)),
        type=paper.type,
        title=paper.title,
        from_whom=paper.from_whom,
        dated_on=desk.borough.today - timedelta(days=paper.ago),
    )


MISTAKEN = "Call from the tutor"


def put_on_the_wrong_child(desk: Desk) -> None:
    record_note(
        by=desk.users["piotr"],
        kind="contact",
        occurred_at=desk.now() - timedelta(minutes=40),
        title=MISTAKEN,
        happened="The tutor rang: he has handed in all his work this week and asked to join the chess club.",
        subjects=[Subject(desk.people["toby"])],
    )


def put_right(desk: Desk) -> None:
    row = CaseNote.objects.get(title=MISTAKEN).subjects.get()
    move_entry(
        row,
        by=desk.users["piotr"],
        why="The tutor of both rang, and I took one for the other",
        right=desk.people["kwame"],
    )


def pdf(*lines: str) -> bytes:
    """A page of plain text, as small as a PDF can be."""
    shown = b"".join(
        b"BT /F1 %d Tf 60 %d Td (%s) Tj ET\n" % (16 if number == 0 else 11, 780 - 24 * number, _escaped(line))
        for number, line in enumerate(lines)
    )
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
    ]
    out = b"%PDF-1.4\n"
    places: list[int] = []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, trailer)


def _escaped(text: str) -> bytes:
    latin = text.replace("’", "'").encode("latin-1", "replace")
    return latin.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
