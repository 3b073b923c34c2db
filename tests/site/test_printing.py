"""Papers as PDF: tagged, drawn from what they are given alone, and missing where the library is that draws them."""

import io
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.utils import timezone
from pypdf import PdfReader

from cs_casework import printing

needs_pango = pytest.mark.skipif(not printing.can_draw(), reason="Pango, which WeasyPrint draws with, is not installed")


def drawn(body: str, **context: Any) -> PdfReader:
    """The paper, read back. `body` stands in it as it is, tags and all."""
    template: Any = engines["django"].from_string(
        '{% extends "paper.html" %}{% block body %}' + body + "{% endblock %}"
    )
    given = {"title": "Context assessment", "reference": "PRT-0001", "printed_by": "Wren Ashdown", "is_draft": False}
    given |= {"printed_at": timezone.now(), **context}
    return PdfReader(io.BytesIO(printing._draw(template.render(given))))


@needs_pango
def test_a_paper_tells_its_language_its_title_and_what_is_a_heading(caplog: pytest.LogCaptureFixture) -> None:
    read = drawn("<h2>Harm</h2><p>It is dark.</p><ul><li>A lamp</li></ul>")
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-gb"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata is not None
    assert read.metadata.title == "Context assessment, PRT-0001"
    kinds = list(_kinds(root["/StructTreeRoot"]))
    assert [kind for kind in kinds if kind in ("/H1", "/H2", "/P", "/L", "/LI")] == ["/H1", "/H2", "/P", "/L", "/LI"]
    # All of our style is understood.
    assert caplog.messages == []


def _kinds(element: Any) -> Any:
    """What each part of the paper is told to be, in the order in which it is read."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for kid in element:
            yield from _kinds(kid)
    elif isinstance(element, dict):
        if "/S" in element:
            yield element["/S"]
        yield from _kinds(element.get("/K", []))


@needs_pango
def test_every_page_says_what_it_is_who_printed_it_and_how_many_there_are() -> None:
    read = drawn("<p>It is dark.</p>" * 120, is_draft=True)
    assert len(read.pages) > 2
    for number, page in enumerate(read.pages, start=1):
        text = " ".join(page.extract_text().split())
        for words in ("PRT-0001", "Official: sensitive", "Draft: not authorised", "Printed by Wren Ashdown"):
            assert words in text
        assert f"page {number} of {len(read.pages)}" in text
    assert "Draft" not in drawn("<p>It is dark.</p>").pages[0].extract_text()


@needs_pango
def test_a_paper_fetches_nothing_from_the_network_or_a_disk(tmp_path: Path) -> None:
    asked = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="9"><text y="9">SECRET</text></svg>')
    server = HTTPServer(("127.0.0.1", 0), Listening)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    try:
        place = f"http://127.0.0.1:{server.server_port}"
        read = drawn(
            f'<link rel="stylesheet" href="{place}/a.css"><img alt="a" src="{place}/b.png">'
            f'<img alt="b" src="{secret.as_uri()}"><object data="{secret.as_uri()}"></object>'
            f'<p style="background: url({place}/c.png)">Words</p><a href="/people/1/">A record</a>'
        )
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
    assert asked == []
    text = read.pages[0].extract_text()
    assert "SECRET" not in text
    assert "Words" in text
    # Where a record is found is for those who are signed in.
    assert "/Annots" not in read.pages[0]


@needs_pango
def test_a_paper_is_a_file_named_by_its_reference() -> None:
    given = {"title": "Paper", "reference": "PRT-0001", "printed_by": "x", "is_draft": False, "printed_at": None}
    response = printing.pdf_response("paper.html", given, name="ASM-0001-PRT-0001")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="ASM-0001-PRT-0001.pdf"'
    assert response.content.startswith(b"%PDF-")


def test_the_service_starts_without_what_draws_papers() -> None:
    """As on a machine without Pango: importing WeasyPrint fails there, and nothing but a PDF needs it."""
    code = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, Missing())
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
import assessments.print_views
from cs_casework.printing import can_draw
assert not can_draw()
assert "weasyprint" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
