"""After something was moved off a record no page of that record, nor of its family or case, holds a word of it."""

from collections.abc import Callable
from typing import Any

from cases.models import NoteSubject
from cases.notes import Subject, record_note
from cases.removing import move_entry, move_link
from tests import factories
from tests.helpers import hours_ago
from tests.site.answers import EXPECTED
from tests.site.asking import undone
from tests.site.conftest import Service, by_turns

CANARY = "Quarrelsome herons nest there"
WROTE = {"title": f"{CANARY} 1", "happened": f"{CANARY} 2", "said": f"{CANARY} 3", "analysis": f"{CANARY} 4"}
# Nobody who reads cases is a records officer, and they alone read what was removed.
READERS = ("manager", "worker", "support", "administrator")


# Where it stands before, so that to find it nowhere says something.
STANDS = {"cases:person-notes", "cases:person-documents", "contexts:person-contexts", "cases:case-actions"}


def pages_with_it(service: Service, who: str, among: Callable[[str], bool]) -> list[str]:
    browser = service.browsers[who]
    read = [place for place in service.places if place.post is None or "move" not in place.label]
    return [place.label for place in read if among(place.label) and CANARY in browser.get(place.path).body]


def read_by(who: str, everybody: bool) -> Callable[[str], bool]:
    """In the suite a page where it stood before is read by one of those who may, by turns, and of the others every second;
    in the proof all by all, whether they may or not."""

    def reads(label: str) -> bool:
        may = [one for one in READERS if EXPECTED[label]["GET"][one] == 200]
        nobody = [] if is_where_it_stands(label) else [""] * len(may)
        return everybody or who in by_turns(label, may + nobody)

    return reads


def is_where_it_stands(label: str) -> bool:
    return label in STANDS or label.startswith("assessments:assessment-detail")


def test_no_page_of_the_wrong_record_tells_what_was_removed(service: Service, everybody: bool) -> None:
    """A note with all that can come of one, a document and a link: read before, and after by nobody there."""
    of, by = service.of, service.users["worker"]
    with undone():
        right = factories.PersonFactory()
        own = Subject(of.person, own_part=f"{CANARY} 5")
        note = record_note(by=by, kind="visit", occurred_at=hours_ago(1), subjects=[own], **WROTE)
        factories.ActionFactory(case=of.case, note=note, owner=by, what="Ring the school")
        section = of.assessment.sections.first()
        factories.AssessmentPassageFactory(section=section, note=note, text=f"{CANARY} 6")
        for weighing in of.assessment.weightings.all():
            for row in weighing.rows.all():
                factories.WeightingBasisFactory(row=row, note=note)
        document = factories.DocumentSubjectFactory(child=of.person, document__title=f"{CANARY} 7")
        link = factories.ContextLinkFactory(child=of.person, source=f"{CANARY} 8", child_view=f"{CANARY} 9")
        for who in ("manager", "worker"):
            pages = pages_with_it(service, who, is_where_it_stands)
            assert set(pages) >= STANDS, who
            assert any(page.startswith("assessments:") for page in pages), who
        row: Any = NoteSubject.objects.get(note=note)
        move_entry(row, by=by, why=f"{CANARY} 10", right=right)
        move_entry(document, by=by, why=f"{CANARY} 11", right=right)
        move_link(link, by=by, why=f"{CANARY} 12", right=right)
        told = {who: pages_with_it(service, who, read_by(who, everybody)) for who in READERS}
        assert told == {who: [] for who in READERS}
        assert f"{CANARY} 1" in service.browsers["worker"].get(f"/people/{right.pk}/notes/").body
