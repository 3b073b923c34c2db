"""What happened once, at which place and to whom, and when it is written down: a day after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from cases.incidents import Part, record_incident
from cs_casework.reference.models import HarmType

from .desk import Desk, moment

HARMED, OTHERS, SAW, UNKNOWN = "harmed", "harmed_others", "witness", "not_known"
VIOLENCE, HATE, PEERS, EXPLOITED = (
    "Serious youth violence",
    "Bullying or hate",
    "Peer-on-peer abuse",
    "Child criminal exploitation, county lines among it",
)


@dataclass(frozen=True)
class Happening:
    """An incident as it is told. `context` is empty where nobody knows where it was."""

    context: str
    ago: int
    hour: int
    harm: str
    what: str
    source: str
    children: tuple[tuple[str, tuple[str, ...]], ...] = ()
    by: str = "practitioner"
    police: str = ""
    critical: bool = False


INCIDENTS = [
    Happening(
        "dunnock", 230, 20, VIOLENCE, "Two older boys took Kwame’s board at the far end of the court while a man watched. He "
        "walked home in his socks.", "Kwame, at the skatepark", (("kwame", (HARMED,)),),
    ),
    Happening(
        "salt_ember", 197, 16, EXPLOITED, "A rider gave Hamza a crisp bag to carry across the road, and watched him do it.",
        "Hamza, in the car", (("hamza", (HARMED,)),), by="beth",
    ),
    Happening(
        "interchange", 190, 23, EXPLOITED, "Finn was sent for, got off the bus halfway and went to the supervisor’s office. She "
        "gave him a hot chocolate and rang home.", "Station supervisor, to the out-of-hours team", (("finn", (HARMED,)),),
        critical=True,
    ),
    Happening(
        "bus318", 205, 15, HATE, "A group took Minh’s seat and then his bag, and threw it down the stairs. Another pupil "
        "brought it back to him.", "Minh, with his grandmother", (("minh", (HARMED,)),), by="hannah",
    ),
    Happening(
        "bus318", 139, 16, HATE, "Two older pupils pulled at Layla’s scarf upstairs. Her friends moved her to the front and "
        "the driver stopped the bus.", "Layla, and the driver’s report", (("layla", (HARMED,)), ("minh", (SAW,))),
        by="hannah", police="CRN 4471/26",
    ),
    Happening(
        "dunnock", 117, 18, EXPLOITED, "A man in a grey car at the south gate offered Nnamdi money to hold a bag. He said no "
        "and ran home.", "Fennel Hill Academy, from Nnamdi’s form tutor", (("nnamdi", (HARMED,)),), by="ayodele",
        critical=True,
    ),
    Happening(
        "fennel", 140, 13, PEERS, "Toby and another boy fought by the bike sheds while others filmed. Both were hurt, and "
        "both say that they were pushed into it.", "School incident log", (("toby", (HARMED, OTHERS)), ("kwame", (SAW,))),
        by="piotr",
    ),
    Happening(
        "dunnock", 74, 20, VIOLENCE, "Phones were taken from young people on the benches; one of them was shown a knife. A "
        "dog walker stayed with them until the police came.", "Police notification",
        (("farhan", (HARMED,)), ("tanvir", (SAW,))), by="ayodele", police="CRN 5120/26", critical=True,
    ),
    Happening(
        "dunnock", 33, 19, VIOLENCE, "Shouting and a chase from the courts to the south gate. Nobody was hurt. Who was in it "
        "is not known.", "The park keeper saw it", by="beth",
    ),
    Happening(
        "dunnock", 11, 17, EXPLOITED, "The grey car again at the south gate. Two young people turned back and told the youth "
        "workers.", "Idris, detached session", (("kian", (SAW,)), ("nnamdi", (UNKNOWN,))), by="idris",
    ),
    Happening(
        "", 46, 22, PEERS, "Corey came home with a cut lip and without his coat. He does not want to say where it was.",
        "Natalie Pryce", (("corey", (HARMED,)),), by="piotr",
    ),
]  # fmt: skip


def plan_incidents(desk: Desk) -> None:
    for told in INCIDENTS:
        day = desk.borough.today - timedelta(days=told.ago)
        desk.plan(moment(day + timedelta(days=1), 10, 15), write_incident, told)


def write_incident(desk: Desk, told: Happening) -> None:
    day = desk.borough.today - timedelta(days=told.ago)
    desk.incidents[f"{told.context}/{told.ago}"] = record_incident(
        by=desk.users[told.by],
        occurred_at=moment(day, told.hour, 40),
        context=desk.contexts[told.context] if told.context else None,
        what=told.what,
        source=told.source,
        parts=[Part(desk.people[child], roles) for child, roles in told.children],
        harm_types=HarmType.objects.filter(name=told.harm),
        police_reference=told.police,
        is_critical=told.critical,
    )
