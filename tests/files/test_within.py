"""What lies within a file that is attached: macros and objects of a Word document, what it fetches, and what an e-mail
carries. Every sample is made here."""

import base64
import io
import zipfile
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cs_casework.files import within_email
from cs_casework.files.filetypes import DOC, DOCX, EML, file_type_of
from cs_casework.files.within_email import MOST_FORWARDED, MOST_PARTS

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40) + b"IEND\xaeB`\x82"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(99)


def tie(kind: str, target: str, *, mode: str = "External") -> bytes:
    return (
        f'<Relationships><Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>"
    ).encode()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def word(**parts: bytes) -> bytes:
    return archive(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"} | parts)


def tied(kind: str, target: str, *, mode: str = "External") -> bytes:
    return word(**{"word/_rels/settings.xml.rels": tie(kind, target, mode=mode)})


def types(content_type: str) -> bytes:
    return word(
        **{"[Content_Types].xml": f'<Types><Override PartName="/a" ContentType="{content_type}"/></Types>'.encode()}
    )


ANYTHING = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + "<x>&a;</x>"
MACROS, ANOTHER, FETCHES = "macros", "another file within it", "fetches a template or something else"
WORD_MAY_NOT = {
    "macros": (word(**{"word/vbaProject.bin": b""}), MACROS),
    "macros by another spelling": (word(**{"word/VBAPROJECT.bin": b""}), MACROS),
    "macros called otherwise, by their tie": (tied("vbaProject", "picture.png", mode="Internal"), MACROS),
    "macros called otherwise, by their type": (types("application/vnd.ms-office.vbaProject"), MACROS),
    "a document that may hold macros": (types("application/vnd.ms-word.document.macroEnabled.main+xml"), MACROS),
    "controls": (word(**{"word/activeX/activeX1.bin": b""}), MACROS),
    "controls by their tie": (tied("control", "a.xml", mode="Internal"), MACROS),
    "an object": (word(**{"word/embeddings/oleObject1.bin": b""}), ANOTHER),
    "an object elsewhere": (word(**{"word/media/OLEOBJECT1.png": b""}), ANOTHER),
    "an object that is linked": (tied("oleObject", "a.bin", mode="Internal"), ANOTHER),
    "a program among the tables": (word(**{"word/embeddings/letter.exe": b"MZ"}), ANOTHER),
    "a page that is read in": (tied("aFChunk", "a.html", mode="Internal"), ANOTHER),
    "a table with macros": (
        word(**{"word/embeddings/t.xlsx": archive(**{"xl/vbaProject.bin": b"", "[Content_Types].xml": b"<Types/>"})}),
        MACROS,
    ),
    "a table with a table": (word(**{"word/embeddings/t.xlsx": archive(**{"xl/embeddings/u.xlsx": b""})}), ANOTHER),
    "a table that is none": (word(**{"word/embeddings/t.xlsx": b"MZ"}), "broken"),
    "a template from elsewhere": (tied("attachedTemplate", "https://x.example/t.dotm"), FETCHES),
    "a template from another computer": (tied("attachedTemplate", r"\\x.example\t\t.dotm"), FETCHES),
    "the same, as an address": (tied("attachedTemplate", "file://x.example/t.dotm"), FETCHES),
    "a picture from elsewhere": (tied("image", "http://x.example/seen.png"), FETCHES),
    "a frame": (tied("frame", "mhtml:http://x.example/a!x-usc:http://x.example/a"), FETCHES),
    "ties that declare": (word(**{"word/_rels/document.xml.rels": ANYTHING.encode()}), "broken"),
    "ties in another writing": (word(**{"word/_rels/document.xml.rels": ANYTHING.encode("utf-16")}), "broken"),
    "ties that are none": (word(**{"word/_rels/document.xml.rels": b"<x"}), "broken"),
    "ties that unpack without end": (word(**{"word/_rels/document.xml.rels": b" " * 3_000_000}), "broken"),
    "old macros": (OLD + "_VBA_PROJECT".encode("utf-16-le"), MACROS),
    "an old object": (OLD + "\x01Ole10Native".encode("utf-16-le"), MACROS),
    "an old formula": (OLD + "Equation Native".encode("utf-16-le"), MACROS),
}
WORD_MAY = {
    "the template of its own computer": tied("attachedTemplate", "file:///C:\\Users\\x\\Normal.dotm"),
    "a template beside it": tied("attachedTemplate", "Normal.dotm"),
    "a link to click": tied("hyperlink", "https://council.example/"),
    "pictures": word(**{"word/media/image1.png": PNG}),
    "a chart with its table": word(**{"word/embeddings/t.xlsx": archive(**{"xl/workbook.xml": b"<x/>"})}),
}


@pytest.mark.parametrize("name", WORD_MAY_NOT)
def test_a_word_document_with_something_within_is_refused_in_words(name: str) -> None:
    content, told = WORD_MAY_NOT[name]
    with pytest.raises(ValidationError, match=told):
        file_type_of(io.BytesIO(content))


def test_a_word_document_as_people_write_it_is_kept() -> None:
    for name, content in WORD_MAY.items():
        assert file_type_of(io.BytesIO(content)) is DOCX, name
    assert file_type_of(io.BytesIO(OLD)) is DOC


# --- E-mails -------------------------------------------------------------------------------------------------------------
def mail(*attached: tuple[bytes, str, str], text: str = "She came late.") -> EmailMessage:
    """An e-mail with files: what each is, what it is sent as, and how it is called."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "rowan@school.example", "frontdoor@council.example", "Nia"
    made.set_content(text)
    made.add_alternative("<p>She came late.</p>", subtype="html")
    for content, kind, name in attached:
        main, _slash, sub = kind.partition("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name or None)
    return made


def forwarded(message: EmailMessage) -> EmailMessage:
    made = mail()
    made.add_attachment(message)
    return made


def deep(times: int) -> EmailMessage:
    message = mail()
    for _time in range(times):
        message = forwarded(message)
    return message


def within_parts(times: int) -> bytes:
    """Parts within parts within parts."""
    head = b"From: a@x.example\r\nTo: b@x.example\r\n"
    for number in range(times):
        head += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number)
    return head + b"\r\nHi\r\n" + b"".join(b"--b%d--\r\n" % number for number in reversed(range(times)))


def raw(kind: str, body: bytes, more: str = "") -> bytes:
    return f"From: a@x.example\r\nTo: b@x.example\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


PROGRAM, MACRO = b"MZ" + bytes(200), WORD_MAY_NOT["macros"][0]
STREAM, PDF_TYPE = "application/octet-stream", "application/pdf"
UNCLEAR, TOO_MUCH = "cannot be told apart", "more than can be looked through"
MAIL_MAY_NOT: dict[str, tuple[Any, str]] = {
    "a program": (mail((PROGRAM, STREAM, "letter.exe")), "letter.exe"),
    "a program called a letter": (mail((PROGRAM, PDF_TYPE, "letter.pdf")), "letter.pdf.*not a PDF"),
    "a letter called a program": (mail((PDF, PDF_TYPE, "letter.pdf.hta")), "called as no PDF"),
    "macros": (mail((MACRO, STREAM, "letter.docx")), "letter.docx.*macros"),
    "a template from elsewhere": (mail((WORD_MAY_NOT["a template from elsewhere"][0], STREAM, "l.docx")), FETCHES),
    "an archive": (mail((archive(**{"a.txt": b"a" * 10_000_000}), "application/zip", "a.zip")), "a.zip"),
    "an archive without a name": (mail((archive(a=b"a"), "application/zip", "")), "application/zip"),
    "a page": (mail((b"<script>1</script>", "text/html", "invoice.html")), "invoice.html"),
    "a script called a calendar": (mail((b"1", "text/calendar", "invite.js")), "invite.js"),
    "a program among forwarded ones": (forwarded(mail((PROGRAM, STREAM, "letter.exe"))), "letter.exe"),
    "a program in an e-mail as a file": (
        mail((mail((PROGRAM, STREAM, "letter.exe")).as_bytes(), STREAM, "Fwd.eml")),
        "Fwd.eml.*letter.exe",
    ),
    "e-mails within e-mails": (deep(MOST_FORWARDED + 1), TOO_MUCH),
    "e-mails within e-mails as files": (
        mail(
            (
                mail((mail((deep(3).as_bytes(), STREAM, "c.eml")).as_bytes(), STREAM, "b.eml")).as_bytes(),
                STREAM,
                "a.eml",
            )
        ),
        TOO_MUCH,
    ),
    "parts within parts": (within_parts(60), TOO_MUCH),
    "parts within parts without end": (within_parts(3000), f"{TOO_MUCH}|{UNCLEAR}"),
    "many parts": (mail(*[(PDF, PDF_TYPE, "a.pdf")] * MOST_PARTS), TOO_MUCH),
    "parts without an end": (mail((PROGRAM, STREAM, "a.pdf")).as_bytes()[:-60], UNCLEAR),
    "parts that are not there": (raw('multipart/mixed; boundary="b"', b"TVqQ\r\n"), UNCLEAR),
    "parts without a boundary": (raw("multipart/mixed", b"TVqQ\r\n"), UNCLEAR),
    "a program for a text": (
        raw("application/octet-stream", base64.b64encode(PROGRAM), "Content-Transfer-Encoding: base64\r\n"),
        "not a PDF",
    ),
    "an e-mail that is packed": (
        raw("message/rfc822", base64.b64encode(mail().as_bytes()), "Content-Transfer-Encoding: base64\r\n"),
        UNCLEAR,
    ),
    "a part that lies elsewhere": (
        raw("message/external-body; access-type=URL", b"Content-Type: a/b\r\n\r\n"),
        UNCLEAR,
    ),
    "a program written out": (mail(text="See this:\nbegin 644 letter.exe\n#0V%T\n`\nend\n"), "not a PDF"),
    "zeros among the words": (raw("text/plain", b"a\0b"), "not a PDF|cannot be kept"),
    "what only one program opens": (mail((b'x\x9f>"', "application/ms-tnef", "winmail.dat")), "winmail.dat"),
}


@pytest.mark.parametrize("name", MAIL_MAY_NOT)
def test_an_email_is_refused_for_what_it_carries(name: str) -> None:
    made, told = MAIL_MAY_NOT[name]
    with pytest.raises(ValidationError, match=f"(?s){told}"):
        file_type_of(io.BytesIO(made if isinstance(made, bytes) else made.as_bytes()))


def test_an_email_as_people_send_it_is_kept() -> None:
    files = [
        (PDF, PDF_TYPE, "letter.pdf"),
        (PDF, STREAM, "Letter.PDF"),
        (PNG, "image/png", "image001.png"),
        (WORD_MAY["a link to click"], STREAM, "letter.docx"),
        (b"BEGIN:VCALENDAR\r\n", "text/calendar", "invite.ics"),
        (b"0\x82", "application/pkcs7-signature", "smime.p7s"),
        (mail((PDF, PDF_TYPE, "older.pdf")).as_bytes(), STREAM, "older.eml"),
    ]
    for message in (mail(), mail(*files), forwarded(mail(*files)), deep(MOST_FORWARDED)):
        assert file_type_of(io.BytesIO(message.as_bytes())) is EML
    returned = raw(
        'multipart/report; report-type=delivery-status; boundary="b"',
        b"--b\r\n\r\nNot delivered\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n--b--\r\n",
    )
    assert file_type_of(io.BytesIO(returned)) is EML


def test_an_email_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(within_email, "MOST_UNPACKED", 2 * len(PDF))
    with pytest.raises(ValidationError, match=TOO_MUCH):
        file_type_of(io.BytesIO(mail(*[(PDF, PDF_TYPE, "a.pdf")] * 3).as_bytes()))
