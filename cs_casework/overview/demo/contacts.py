"""What the front door of the borough was told in the last months: contacts about children, places and relationships.

Some were decided, one is being taken by telephone as one looks. `write_referrals.py` takes them as staff would.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """Somebody named in a contact: as stated, and the key of whom it is (`""` new, `"?"` not yet known)."""

    given: str
    family: str = ""
    key: str = ""
    part: str = ""
    described: str = ""
    age: int | None = None


@dataclass(frozen=True)
class Spot:
    """A context in a contact: as stated, and the key of which it is (`""` new, `"?"` not yet known)."""

    name: str
    kind: str = "location"
    key: str = ""
    happens: str = ""
    when: str = ""
    frequency: str = "weekly"
    how_many: str = "few"
    ages: str = ""
    manages: str = ""
    protective: str = ""
    safer: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a manager decided, so many days after it came."""

    outcomes: tuple[str, ...]
    why: str
    by: str = "ruth"
    after: int = 1
    child_level: str = ""
    context_level: str = ""
    late_why: str = ""
    told: str = ""


@dataclass(frozen=True)
class Call:
    """One contact. `ago` counts days back from today, `at` is the time of day; `lacks` names steps left unanswered."""

    ago: int
    at: tuple[int, int]
    by: str
    channel: str
    agency: str
    who: str
    role: str
    worry: str
    children: tuple[Told, ...] = ()
    adults: tuple[Told, ...] = ()
    spots: tuple[Spot, ...] = ()
    relationship: bool = False
    strengths: str = ""
    hopes: str = ""
    harms: tuple[str, ...] = ()
    worlds: tuple[str, str, str, str] = ("", "", "", "")
    agreed: str = "agree"
    why_not_asked: str = ""
    keeps_name: bool = False
    consultation: bool = False
    danger: str = ""
    lacks: tuple[str, ...] = ()
    verdict: Verdict | None = None


CRIMINAL = "Child criminal exploitation, county lines among it"
SEXUAL = "Child sexual exploitation"
VIOLENCE = "Serious youth violence"
ONLINE = "Online harm"
BULLYING = "Bullying or hate"
MISSING = "Missing from home, care or school"

CALLS = (
    Call(
        84, (10, 20), "callum", "phone", "School, college or nursery", "Mrs Ferris", "Head of year 9",
        "Two of my year 9s came in shaken. Older boys take phones and coats at the underpass after the late bus.",
        children=(Told("Kyan", "Sowerby", "kian", "harmed"),),
        spots=(Spot("Cinder Lane underpass", key="underpass", happens="Older boys wait for whoever walks home alone.",
                    when="After 5 pm, when it is dark", how_many="several", ages="12 to 15",
                    safer="Light, and somebody from school at the far end"),),
        strengths="They told a teacher the same day.", harms=(VIOLENCE, BULLYING),
        worlds=("Walks home with two friends", "Comes every day", "The underpass is the short way home", ""),
        verdict=Verdict(("add_to_case",), "He is open already; the worker needs to know by tonight.", child_level="3",
                        context_level="targeted", told="Rang Mrs Ferris back"),
    ),
    Call(
        61, (15, 5), "support", "email", "Police", "PC Adaobi Quaye", "Neighbourhood officer",
        "Third robbery at Cinder Lane in five weeks. The ones losing things are children; none of them wants to report.",
        spots=(Spot("the subway under Cinder Lane", key="underpass", happens="Robbery of school children",
                    when="Weekdays, 4 to 7 pm", how_many="several", ages="11 to 15", manages="The council’s highways",
                    protective="The man at the key-cutting kiosk", safer="Lighting; the kiosk open later"),),
        harms=(VIOLENCE,), worlds=("", "Three schools use this way", "Cinder Lane, the late bus", ""),
        verdict=Verdict(("advice",), "Highways asked for lighting; police patrol until half-term. Look again if it goes on.",
                        context_level="targeted", told="E-mail with what was agreed"),
    ),
    Call(
        47, (9, 40), "support", "phone", "Housing", "Dele Marsh", "Estate officer",
        "A flat in Quill Court has young people in and out all night. One girl can’t be more than fourteen.",
        children=(Told("Leah", "Fairclough", "leah", "concern"),),
        adults=(Told("", described="Man of about thirty, drives a grey van", part="concern"),),
        spots=(Spot("a flat in Quill Court", "other", happens="Parties; adults nobody knows",
                    frequency="daily", how_many="several", ages="13 to 16", manages="Housing association"),),
        harms=(SEXUAL,), worlds=("A group of girls from two schools", "", "Quill Court and the canal", "Rides are offered in a chat"),
        keeps_name=True, agreed="not_asked", why_not_asked="Asking at the door could put her at risk tonight.",
        verdict=Verdict(("add_to_case",), "A child we know, in a place held by adults nobody knows: her worker and the "
                        "police today.", by="nasreen", after=0, child_level="4", context_level="safeguarding",
                        told="Rang Dele Marsh"),
    ),
    Call(
        33, (11, 15), "callum", "phone", "General practice", "Dr Anwen Price", "GP",
        "His mother says he sleeps in the day and comes home with money. She is frightened of who rings the bell.",
        children=(Told("Emanuel", "Oduya", "emmanuel"),), adults=(Told("Adwoa", "Oduya", "adwoa", "parent"),),
        harms=(CRIMINAL, MISSING), strengths="She asked for help herself. He still goes to football on Sundays.",
        worlds=("New friends she has not met", "Two days a week at best", "The interchange, late", "A second telephone"),
        verdict=Verdict(("add_to_case",), "Open to us; to the worker and to the panel list.", child_level="3",
                        told="Letter to the practice"),
    ),
    Call(
        26, (16, 30), "support", "phone", "School, college or nursery", "Mr Osei-Tutu", "Designated safeguarding lead",
        "Children are losing phones and shoes in the subway again. One has stopped coming in on Thursdays.",
        children=(Told("Bence", "Zabo", "bence", "harmed"), Told("Tyler", "Marsh", "", "concern", age=13)),
        spots=(Spot("Cinder Lane underpass", key="underpass", happens="Robbery; a knife was shown once",
                    when="Thursdays after clubs", how_many="several", ages="12 to 14", protective="The kiosk holder",
                    safer="A walking bus to the interchange"),),
        harms=(VIOLENCE,), worlds=("Walks with Tyler", "Misses Thursdays", "Cinder Lane", "Films of it are passed round"),
        hopes="That somebody takes the place on, not each child.",
        verdict=Verdict(("context_assessment",), "Third contact in 90 days, a weapon, more children each time: the place "
                        "itself has to change.", child_level="3", context_level="safeguarding", told="Rang Mr Osei-Tutu", by="manager"),
    ),
    Call(
        19, (13, 0), "support", "letter", "Voluntary organisation", "Ottermere Detached", "Youth work charity",
        "At the interchange men offer vapes and lifts to girls who miss the 318. Our workers know four of them by sight.",
        spots=(Spot("Ottermere bus station", key="interchange", happens="Gifts and lifts offered by men in cars",
                    when="Friday and Saturday nights", how_many="few", ages="13 to 15", manages="The bus company",
                    protective="Night supervisor", safer="Supervisor on the upper stand at weekends"),),
        harms=(SEXUAL,), worlds=("Girls come in twos and threes", "", "The last 318", "Added on two apps the same night"),
        verdict=Verdict(("context_consultation",), "Case proposed already; the Adolescent Safety Team talks to the charity "
                        "this week.", context_level="targeted", after=2, late_why="The charity could not be reached."),
    ),
    Call(
        12, (8, 50), "callum", "phone", "Health visiting", "Nurse Pia Lindqvist", "Health visitor",
        "The little one is well. Mum worries about her brother’s new friends, and so do I after meeting them.",
        children=(Told("Carys", "Prosser", "carys"),), adults=(Told("Lisa", "Prosser", "lisa", "parent"),),
        worlds=("", "Settled", "", ""), strengths="Home is warm and calm. Mum asks good questions.",
        verdict=Verdict(("early_help",), "No harm described; mum would like somebody to talk it through with.",
                        child_level="2", told="Rang the health visitor"),
    ),
    Call(
        6, (17, 45), "stefan", "phone", "Police", "Sgt Noor Halabi", "Response",
        "She was with an older man again, in the same car, and says he is her boyfriend. She is fifteen.",
        children=(Told("Lacey", "Sowerby", "lacey", "harmed"),),
        adults=(Told("", described="Calls himself Danny, about 24, silver hatchback", part="relationship"),),
        relationship=True, harms=(SEXUAL,),
        worlds=("He knows two of her friends", "Absent on Mondays", "Lay-by on the ring road", "He writes to her all day"),
        agreed="disagree", strengths="She rang her aunt to be fetched.",
        verdict=Verdict(("add_to_case",), "An adult, a car, gifts, and a child who is isolated more each week.",
                        child_level="4", after=0, by="yvonne", told="Sgt Halabi by telephone"),
    ),
    # Waiting for a decision
    Call(
        3, (10, 10), "support", "phone", "School, college or nursery", "Ms Ridley", "Pastoral lead",
        "A boy in year 8 is made to carry things for older ones on the 318. He cried when I asked him what was in the bag.",
        children=(Told("Ming", "Tran", "minh", "harmed"),),
        spots=(Spot("the 318 bus", "transport", key="bus318", happens="Bags are handed over upstairs", when="The 15.40",
                    frequency="weekly", how_many="few", ages="12 to 13", manages="The bus company"),),
        harms=(CRIMINAL,), worlds=("Older boys wait at the stop", "Bright, tired", "The 318", "Asked for a code, gave none"),
        strengths="He told somebody.", agreed="not_asked", why_not_asked="He asked us to wait until his sister is home.",
    ),
    Call(
        1, (14, 25), "support", "email", "Child and adolescent mental health service", "Dr Femi Sowande", "Psychiatrist",
        "Pictures of her were passed round a chat of about thirty. She has not been in school since.",
        children=(Told("Ines", "Fereira", "ines", "harmed"),),
        spots=(Spot("a chat called KE", "online", key="groupchat", happens="Intimate pictures are passed on",
                    frequency="daily", how_many="many", ages="12 to 16"),),
        harms=(ONLINE, BULLYING), worlds=("Her best friend left the chat with her", "Not since Monday", "", "The Kiln End chat"),
        strengths="Her mother took the telephone and rang us.",
    ),
    Call(
        1, (21, 30), "stefan", "phone", "Police", "PC Lowri Bevan", "Response",
        "Three under-sixteens in a hotel room with two men. All three say they are eighteen. Police are there now.",
        children=(Told("Jodie", "Harkess", "jodie", "harmed"), Told("Skye", "", "?", "harmed", age=14)),
        spots=(Spot("a hotel by the ring road", key="?", happens="Rooms taken by men for young people",
                    frequency="not_known", how_many="few", ages="14 and 15", manages="Night porter"),),
        harms=(SEXUAL,), worlds=("The three know each other from the interchange", "", "Hotels by the ring road", ""),
        agreed="not_asked", why_not_asked="In the middle of the night, with the men still there.",
        danger="Yvonne Achterberg, out of hours",
    ),
    Call(
        0, (8, 35), "support", "phone", "Youth justice service", "Marlon Reid", "Worker",
        "I would rather not give names yet. A group I work with is being asked to hold parcels. When is it for you?",
        consultation=True, spots=(Spot("A group of five boys", "peer_group", "?", frequency="not_known", how_many="several",
                                       ages="14 to 16", happens="Asked to hold parcels"),),
        harms=(CRIMINAL,), worlds=("They have known each other since primary", "", "", ""),
    ),
    # Being taken as one looks
    Call(
        0, (9, 5), "support", "phone", "School, college or nursery", "Mrs Adeyemi-Cole", "Designated safeguarding lead",
        "Since half-term a man sits by the steps of the arcade and buys the younger ones chips. Two of ours",
        children=(Told("Diya", "Mistri", "?", "concern"), Told("a girl called Roo", "", "?", "concern", age=12)),
        spots=(Spot("the steps by the arcade", key="?", frequency="", how_many=""),),
        lacks=("worlds", "agreement", "known"),
    ),
)  # fmt: skip
