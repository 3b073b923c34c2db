"""Meetings of the borough: a way from a strategy discussion to a plan, a conference about a park, a core group, a panel.

`write_meetings.py` writes them as staff would. Days are counted back from today; what is to come counts below nought.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guest:
    """Somebody who is asked to come: a colleague's key, or a name with what they are to it; and whether they came."""

    who: str
    part: str = ""
    agency: str = ""
    came: str = "attended"
    is_staff: bool = False


@dataclass(frozen=True)
class Decided:
    """What a meeting said and decided about one child (or a context, as `c:dunnock`)."""

    about: str
    said: str
    decision: str
    outcome: str = ""
    led_by: str = ""


@dataclass(frozen=True)
class MeetingTold:
    """One meeting, so many days ago, booked some days before. Without minutes it is to come or not written up yet."""

    kind: str
    ago: int
    hour: int
    booked_by: str
    place: str
    case: str = ""
    chair: str = "manager"
    booked: int = 7  # days before
    children: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    guests: tuple[Guest, ...] = ()
    decided: tuple[Decided, ...] = ()
    minutes: str = ""
    partners: str = ""
    paper: str = ""
    # What a panel is to hear: a child or `c:` a context, by whom put forward, how many days ago, why.
    heard: tuple[tuple[str, str, int, str], ...] = ()


@dataclass(frozen=True)
class EnquiryTold:
    """The section 47 enquiry that a strategy discussion began: when the child was seen, and what it led to."""

    child: str
    by: str
    seen_ago: int
    done_ago: int
    outcome: str
    why: str


MEETINGS = [
    MeetingTold(
        "strategy", 103, 14, "practitioner", "By video", "f:brannigan", booked=0, children=("finn",), contexts=("interchange",),
        guests=(
            Guest("Detective constable on duty", "child exploitation team", "Police"),
            Guest("Miss Osei, designated lead", "Finn’s school", "School, college or nursery"),
            Guest("practitioner", is_staff=True),
        ),
        decided=(
            Decided(
                "finn", "Threatened twice in a week by adults who wait at the station. Nothing is said of home but that it holds.",
                "A joint enquiry. Police look at the adults and the station; we see Finn alone.", "s47", "joint",
            ),
        ),
        minutes="Police know two of the adults. School has seen a change since half term. Home is warm and cannot reach the "
        "station. Agreed: a joint section 47 enquiry, and that nobody asks Finn the same thing twice.",
    ),
    MeetingTold(
        "roth", 92, 10, "support", "Civic Hall, room 4", "f:brannigan", booked=9, children=("finn",),
        contexts=("interchange", "salt_ember"),
        guests=(
            Guest("Siobhán Brannigan", "Finn’s mother", came="attended"),
            Guest("Kofi Brannigan", "Finn’s father", came="attended"),
            Guest("Finn", "came for the last half hour", came="attended"),
            Guest("Detective constable Aled Prys", "child exploitation team", "Police"),
            Guest("Miss Osei, designated lead", "Finn’s school", "School, college or nursery"),
            Guest("Station supervisor", "Ottermere Interchange", came="apologies"),
            Guest("practitioner", is_staff=True),
        ),
        decided=(
            Decided(
                "finn", "What harms is at the station and on the stairs. At home he is loved, heard and waited for.",
                "A risk outside the home plan, led by Tamsin. No child protection category: no harm was found at home.", "roth",
            ),
            Decided(
                "c:interchange", "Two adults are known by sight at the taxi rank. Nobody whose place it is can say whom to ring.",
                "Ask the station’s supervisors whether they would work with us on a case about the station.",
            ),
        ),
        minutes="Finn spoke last and was thanked. It was said aloud that his parents had done what parents can. Police, school, "
        "the landlord and we each took something on; it stands in the plan with who and by when.",
        partners="Siobhán and Kofi bring each evening’s account, the neighbours who knock, and a list of what was promised and "
        "has not come. They read the plan before anybody else did.",
    ),
    MeetingTold("roth", -4, 10, "support", "Civic Hall, room 4", "f:brannigan", booked=16, children=("finn",),
                contexts=("interchange",)),
    MeetingTold(
        "context", 21, 16, "support", "Dunnock Park pavilion", "c:dunnock", booked=14,
        guests=(
            Guest("Colin Thackray-Moore", "council parks"),
            Guest("Wilma Joseph", "bowls club"),
            Guest("Neighbourhood sergeant", "", "Police", "apologies"),
            Guest("Three young people of the group that walked the park", "with their youth worker"),
            Guest("idris", is_staff=True),
        ),
        decided=(
            Decided(
                "c:dunnock", "The court and the path are safer than they were. The south gate is where adults wait now.",
                "Parks order the lamp; police say by name who comes when the grey car is seen.",
            ),
        ),
        minutes="Begun with a walk from the pavilion to the south gate. The young people showed where they stop looking up. Parks "
        "had brought the plan of the lamps. No young person was talked about.",
        paper="Dunnock Park\nA park with a ball court, a pavilion and a path to the canal, used every day by young people of "
        "three schools.\n\nWhat has changed\nThe hedge is cut, the path is lit, the pavilion is open on three evenings. Since "
        "then nothing has begun at the court.\n\nWhat has not\nAdults in cars wait at the south gate after school. The survey "
        "says that one in two knows whom to go to; half do not.\n\nWhat we ask\nWho can light the gate, and who comes when "
        "somebody rings.",
    ),
    MeetingTold("core_group", -2, 13, "support", "At school", "f:whitcombe", chair="derek", booked=12),
    MeetingTold(
        "panel", -8, 9, "support", "Civic Hall, committee room", booked=20,
        heard=(
            ("nusrat", "practitioner", 9, "Messages from numbers nobody can trace; three agencies hold a part each."),
            ("c:weavergate", "beth", 6, "Level 2 of the car park comes up in the plans of two children, and no one has it in hand."),
        ),
    ),
]  # fmt: skip
ENQUIRIES = [
    EnquiryTold(
        "finn", "practitioner", 101, 95, "roth", "He is at risk of serious harm, from adults outside his home. Nothing found at "
        "home; his parents asked for help first.",
    ),
]  # fmt: skip
