"""Papers: a template drawn as a tagged PDF. Every paper of the service goes through `pdf_response`.

WeasyPrint draws with Pango, a library of the system that a machine may not have. It is imported where a paper is drawn and
nowhere else, so that the service starts without it; a page asks `can_draw()` before it offers a PDF, and otherwise offers
the browser's own print (`assets/scss/_print.scss`) and says what to install.
"""

import re
from functools import cache
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

STYLE = "css/paper.css"
LINK = re.compile(r"<(/?)a\b[^>]*>")


@cache
def can_draw() -> bool:
    """Whether what WeasyPrint draws with is on this machine. Installed later, it is found at the next start."""
    try:
        import weasyprint  # noqa: F401
    except OSError:
        return False
    return True


def pdf_response(template: str, context: dict[str, Any], *, name: str) -> HttpResponse:
    """A paper as a file to save. `template` extends `paper.html`; `name` goes into the name of the file, which lies about
    in folders and stands in the heads of e-mails: a reference, never anybody's name.

    The paper is tagged (PDF/UA): headings, lists and tables are told to who listens to it, and its language. It is kept
    nowhere, as any page (`NothingStoredMiddleware`), and it is drawn from the template and our own style alone: whatever
    else a text in it asks for is not fetched, from the network or from a disk.
    """
    response = HttpResponse(_draw(render_to_string(template, context)), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.pdf")
    return response


def _draw(html: str) -> bytes:
    import weasyprint
    from weasyprint.urls import URLFetcher

    class Nothing(URLFetcher):
        """Fetches nothing: what a paper needs is given to it."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError("A paper fetches nothing.")

    fetcher = Nothing()
    style = weasyprint.CSS(filename=finders.find(STYLE), url_fetcher=fetcher)
    # Where a record is found is for those who are signed in, and a key to it does not go out with the paper.
    paper = weasyprint.HTML(string=LINK.sub(r"<\1span>", html), url_fetcher=fetcher)
    drawn: bytes = paper.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    return drawn
