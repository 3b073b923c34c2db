"""Links between children and contexts: who said what about whom, when, how reliable it is, and what the child thinks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .places import PLACES
from .shapes import LinkPlan

NEVER_DUE = ("attends", "lives_near")
GROUPS = frozenset(place.key for place in PLACES if place.kind == "peer_group")

# Days until a link falls due: just under six months, and under three in a peer group.
TERM, GROUP_TERM = 180, 88
# Twenty working days are at least this many days; after that an unreviewed link has lapsed.
LAPSES_AFTER = 32


@dataclass(frozen=True)
class L:
    """A link as written in the table. `due` in days from now: given only where it is overdue or has lapsed."""

    child: str
    context: str
    role: str
    basis: str
    reliability: str
    ago: int
    source: str
    view: str = ""
    by: str = "practitioner"
    due: int | None = None
    ended: tuple[int, str] | None = None


ATTENDS = {
    "fennel": [
        "kwame", "niamh", "luca", "kian", "tanvir", "diya", "leah", "freya", "rory", "toby", "tadala", "anders",
        "hana", "nnamdi", "ifeoma", "nusrat",
    ],
    "netherwick": [
        "ines", "minh", "layla", "adaeze", "aaliyah", "hamza", "zaynab", "chidera", "emmanuel", "megan", "mariama",
        "caitlin", "ireti", "oliver", "linnea", "farhan", "jude", "noam", "fatou", "bence", "brodie",
    ],
    "brannocks": [
        "abena", "tiago", "ibrahim", "mason", "ruby", "alfie", "callie", "isaac", "sumaiya", "bilal", "kezia", "archie",
        "elsie", "skyla", "jenson", "rozalia", "david", "obinna", "cillian", "esther", "linh", "omar", "zuzanna", "jakub",
    ],
    "lantern": ["finn", "tyrese", "demileigh", "rafael"],
}  # fmt: skip

LINKS = [
    # Larkspur Estate and the friends on the stairs
    L("finn", "larkspur", "harmed", "child_said", "confirmed", 318, "Finn, in his return conversation",
      "“I knew it was wrong but they knew where my sister goes to school.”"),
    L("finn", "larkspur", "lives_near", "agency_report", "confirmed", 328, "Housing tenancy record", by="joel"),
    L("finn", "stairwell", "part_of_group", "child_said", "confirmed", 196, "Finn, when we drew his map",
      "“They're the ones who text me when I'm not in.”"),
    L("tyrese", "larkspur", "harmed", "child_said", "confirmed", 246, "Tyrese, at home with his mother",
      "“I carried two times. I never wanted the money.”", by="beth"),
    L("tyrese", "larkspur", "alleged_harm", "agency_report", "unconfirmed", 240, "Police: another boy says Tyrese told him "
      "to hold a bag", "“I told him because they told me. I'm sorry about that.”", by="beth"),
    L("tyrese", "stairwell", "part_of_group", "child_said", "confirmed", 196, "Tyrese", "“It's just us lot. It's warm.”",
      by="beth"),
    L("kezia", "larkspur", "feels_unsafe", "child_said", "confirmed", 150, "Kezia, at school", "“I hold my breath on the "
      "stairs.”", by="beth", due=-6),
    L("hamza", "stairwell", "part_of_group", "observed", "reported", 120, "Idris, at the residents' evening",
      "“Sometimes. Not every day.”", by="idris"),
    L("moussa", "stairwell", "part_of_group", "agency_report", "unconfirmed", 118, "Caretaker thinks he has seen him there",
      by="idris", due=-37),
    L("sumaiya", "desai", "feels_safe", "child_said", "confirmed", 140, "Sumaiya", "“She gives me a biscuit if I wait for "
      "Mum.”"),
    L("abena", "desai", "feels_safe", "child_said", "confirmed", 190, "Abena, drawing her walk home", "“That's my safe "
      "shop.”", by="practitioner"),
    L("bilal", "larkspur", "lives_near", "parent_said", "confirmed", 200, "Yusuf Rahman", by="beth"),
    L("tanvir", "larkspur", "spends_time", "parent_said", "reported", 185, "Shirin Begum, through the interpreter",
      "“I play football in the car park, that's all.”"),
    # The takeaway
    L("finn", "salt_ember", "at_risk", "observed", "confirmed", 290, "Idris saw an adult hand him a bag outside",
      "“He's not my mate. He's just always there.”", by="idris"),
    L("finn", "salt_ember", "feels_safe", "child_said", "confirmed", 236, "Finn", "“Burak lets me sit in the back.”"),
    L("hamza", "salt_ember", "at_risk", "parent_said", "confirmed", 209, "Yusuf Rahman watched from the bus stop",
      "“They let me sit on the bike. That's how it starts, I get it now.”", by="beth"),
    L("rafael", "salt_ember", "spends_time", "child_said", "confirmed", 150, "Rafael, return conversation",
      "“Best chips. And my phone charges.”"),
    L("moussa", "salt_ember", "spends_time", "child_said", "reported", 130, "Moussa", "“Everyone goes there.”", by="beth"),
    L("tyrese", "salt_ember", "spends_time", "observed", "confirmed", 170, "Idris, detached session", by="idris"),
    # The bus station
    L("finn", "interchange", "found_missing", "agency_report", "confirmed", 187, "Police: found by station staff at 12.20am",
      "“It's got lights and nobody asks.”"),
    L("hamza", "interchange", "at_risk", "child_said", "confirmed", 128, "Hamza, return conversation",
      "“The car man asked if I wanted a lift to the next town. I said no.”", by="beth"),
    L("tyrese", "interchange", "found_missing", "agency_report", "confirmed", 141, "Police", "“I was going to my nan's.”",
      by="beth"),
    L("reece", "interchange", "found_missing", "agency_report", "confirmed", 112, "Hazelbourne staff collected him there",
      "“I go there to think. It's better than my room some nights.”", by="beth"),
    L("jodie", "interchange", "found_missing", "agency_report", "confirmed", 104, "Police",
      "“I was waiting for someone who didn't come.”", by="beth"),
    L("rafael", "interchange", "found_missing", "agency_report", "confirmed", 88, "Police: asleep at stand 9"),
    L("moussa", "interchange", "spends_time", "parent_said", "reported", 101, "Awa Mbaye followed him there", by="beth"),
    L("minh", "interchange", "travels_through", "child_said", "confirmed", 170, "Minh", "“I change buses there. I stand by "
      "the window lady.”", by="hannah"),
    # Dunnock Park and the skaters
    L("luca", "dunnock", "harmed", "child_said", "confirmed", 264, "Luca, at home", "“I only remember the ball court lights.”"),
    L("luca", "dunnock", "alleged_harm", "agency_report", "reported", 258, "Police: statement of another young person",
      "“I hit him back. I'd say sorry if they let me.”"),
    L("luca", "skaters", "part_of_group", "child_said", "confirmed", 205, "Luca's safety map", "“They came to the hospital.”"),
    L("kwame", "dunnock", "harmed", "child_said", "confirmed", 205, "Kwame, at school", "“They took my board and laughed.”"),
    L("kwame", "recground", "harmed", "agency_report", "reported", 36, "Police: a board taken at the Rec", by="joel"),
    L("rory", "recground", "spends_time", "observed", "confirmed", 33, "Joel, on the way to Basin", by="joel"),
    L("kwame", "skaters", "part_of_group", "child_said", "confirmed", 230, "Kwame", "“We look after each other, it's like a "
      "rule.”"),
    L("kwame", "basin", "feels_safe", "child_said", "confirmed", 230, "Kwame", "“Fola shouts at anyone who's rude.”"),
    L("niamh", "skaters", "part_of_group", "child_said", "confirmed", 230, "Niamh", "“I do the filming. I'm in it too "
      "though.”"),
    L("niamh", "dunnock", "feels_unsafe", "child_said", "confirmed", 148, "Niamh, walking it with Idris",
      "“The path. Not the court, just the path.”", by="idris"),
    L("kian", "skaters", "part_of_group", "observed", "reported", 28, "Idris, at Basin", by="idris"),
    L("kian", "maltings", "spends_time", "child_said", "confirmed", 30, "Kian", "“It's the best roof in Ottermere.”", by="joel"),
    L("kian", "dunnock", "spends_time", "observed", "confirmed", 26, "Idris, detached session", by="idris"),
    L("tanvir", "dunnock", "spends_time", "child_said", "confirmed", 150, "Tanvir", "“Cricket when it's dry.”", due=-11),
    L("rory", "skaters", "part_of_group", "child_said", "confirmed", 120, "Rory", "“I just sit with them. They don't make me "
      "talk.”", by="chanelle"),
    L("rory", "basin", "feels_safe", "child_said", "confirmed", 120, "Rory", "“It's loud so my head's quiet.”", by="chanelle"),
    L("toby", "dunnock", "spends_time", "parent_said", "reported", 228, "Karen Burrows", by="piotr", due=-40),
    L("nnamdi", "dunnock", "at_risk", "agency_report", "reported", 118, "Fennel Hill Academy: approached at the south gate",
      by="ayodele"),
    L("corey", "basin", "spends_time", "parent_said", "confirmed", 190, "Natalie Pryce", "“I go with my cousin.”", by="piotr",
      due=-38),
    L("farhan", "dunnock", "feels_unsafe", "child_said", "confirmed", 200, "Farhan", "“I go the long way round.”", by="ayodele"),
    # School
    L("tadala", "fennel", "harmed", "child_said", "confirmed", 112, "Tadala, with her mother", "“Everyone watched it. That's "
      "the worst part.”", by="joel"),
    L("kwame", "fennel", "feels_unsafe", "child_said", "confirmed", 160, "Kwame", "“I get blamed before I've sat down.”"),
    L("rory", "fennel", "feels_unsafe", "child_said", "reported", 175, "Rory, school nurse", by="chanelle"),
    L("toby", "fennel", "alleged_harm", "agency_report", "unconfirmed", 140, "School incident log", "“It was a fight, not "
      "me on him.”", by="piotr"),
    L("jude", "netherwick", "harmed", "child_said", "confirmed", 203, "Jude, ringing the helpline", "“They say my old name on "
      "purpose.”", by="chanelle"),
    L("noam", "netherwick", "feels_unsafe", "child_said", "confirmed", 128, "Noam", "“I tuck my necklace in.”", by="hannah"),
    L("layla", "netherwick", "feels_safe", "child_said", "confirmed", 120, "Layla", "“The library is my first home here.”",
      by="hannah"),
    L("finn", "lantern", "feels_safe", "child_said", "confirmed", 170, "Finn", "“Des doesn't talk to you like you're a "
      "problem.”"),
    # The 318
    L("minh", "bus318", "harmed", "child_said", "confirmed", 213, "Minh, with his grandmother", "“Upstairs is theirs. I sit by "
      "the driver.”", by="hannah"),
    L("layla", "bus318", "harmed", "child_said", "confirmed", 140, "Layla", "“They pulled my scarf. My friends moved me to "
      "the front.”", by="hannah"),
    L("layla", "lunch", "part_of_group", "child_said", "confirmed", 108, "Layla", "“My five. I say five now, not four and me.”",
      by="hannah"),
    L("minh", "underpass", "feels_unsafe", "child_said", "confirmed", 92, "Minh, walking the route with us", by="hannah"),
    L("layla", "underpass", "travels_through", "parent_said", "confirmed", 90, "Rima Haddad, through the interpreter",
      by="hannah"),
    L("ines", "bus318", "harmed", "child_said", "confirmed", 196, "Inês", "“They showed it to people on the bus.”",
      by="chanelle"),
    L("aaliyah", "bus318", "travels_through", "child_said", "confirmed", 160, "Aaliyah", "“Downstairs is fine.”", by="beth"),
    L("aaliyah", "lunch", "part_of_group", "child_said", "confirmed", 106, "Aaliyah", "“We do the crossword out loud.”",
      by="beth"),
    L("noam", "bus318", "harmed", "child_said", "confirmed", 127, "Noam", by="hannah"),
    L("jude", "bus318", "feels_unsafe", "child_said", "confirmed", 180, "Jude", "“I'd rather walk forty minutes.”",
      by="chanelle", due=-3),
    L("chidera", "bus318", "feels_unsafe", "child_said", "confirmed", 190, "Chidera", "“That's half of why I don't go.”",
      by="ayodele"),
    L("chidera", "lunch", "part_of_group", "child_said", "reported", 80, "Chidera", by="ayodele"),
    L("kian", "underpass", "spends_time", "agency_report", "unconfirmed", 25, "School: a parent thinks she saw him on the roof "
      "of it", by="joel"),
    # Online
    L("ines", "groupchat", "harmed", "child_said", "confirmed", 226, "Inês, with the specialist officer",
      "“I sent it to one person.”", by="chanelle"),
    L("freya", "groupchat", "harmed", "agency_report", "confirmed", 149, "Fennel Hill Academy", by="joel",
      ended=(104, "The pictures are down and Freya has left the group; she asked us to end this.")),
    L("aaliyah", "groupchat", "uses_online", "child_said", "confirmed", 150, "Aaliyah", "“I'm on mute. I left twice and got "
      "put back.”", by="beth"),
    L("tadala", "groupchat", "harmed", "child_said", "confirmed", 110, "Tadala", by="joel"),
    L("niamh", "groupchat", "uses_online", "child_said", "confirmed", 140, "Niamh", "“I report stuff. They don't know it's "
      "me.”"),
    L("bianca", "groupchat", "uses_online", "inferred", "unconfirmed", 16, "A friend's phone showed her name in it",
      by="callum"),
    L("leah", "groupchat", "harmed", "agency_report", "reported", 84, "Fennel Hill Academy", by="joel"),
    L("ireti", "gameserver", "harmed", "child_said", "confirmed", 72, "Ireti", "“He liked my chapters. Then he wanted other "
      "things.”", by="chanelle"),
    L("oliver", "gameserver", "harmed", "parent_said", "confirmed", 74, "Michelle Stubbs read the messages", "“I thought he "
      "was twelve too.”", by="hannah"),
    L("bence", "gameserver", "uses_online", "child_said", "confirmed", 70, "Bence", "“That's where my friends are.”", by="joel"),
    L("rafael", "gameserver", "at_risk", "child_said", "reported", 60, "Rafael", "“Someone offered me a job off there.”"),
    L("kian", "gameserver", "uses_online", "inferred", "unconfirmed", 20, "User name on a friend's list", by="joel"),
    # Town, hotel, parties, the relationship
    L("nusrat", "relationship", "at_risk", "parent_said", "confirmed", 190, "Shirin Begum", "“He's not like that all the "
      "time.”"),
    L("nusrat", "relationship", "harmed", "agency_report", "reported", 160, "A friend told the school"),
    L("nusrat", "weavergate", "spends_time", "child_said", "confirmed", 118, "Nusrat", "“We meet by the lifts.”"),
    L("jodie", "weavergate", "at_risk", "agency_report", "reported", 100, "Centre security", by="beth"),
    L("jodie", "parties", "harmed", "child_said", "confirmed", 82, "Jodie, to her key worker", "“I don't want names written "
      "down yet.”", by="beth"),
    L("nusrat", "parties", "at_risk", "child_said", "reported", 66, "Nusrat"),
    L("demileigh", "parties", "harmed", "child_said", "confirmed", 80, "Demi-Leigh, return conversation", by="piotr"),
    L("demileigh", "weavergate", "spends_time", "parent_said", "confirmed", 112, "Natalie Pryce", by="piotr"),
    L("reece", "parties", "spends_time", "child_said", "confirmed", 70, "Reece", "“I go so Jodie isn't on her own.”", by="beth"),
    L("lacey", "parties", "found_missing", "agency_report", "confirmed", 12, "Police", by="callum"),
    L("jodie", "waypoint", "found_missing", "agency_report", "confirmed", 146, "Police", by="manager"),
    L("demileigh", "waypoint", "found_missing", "agency_report", "confirmed", 139, "Police", by="manager"),
    L("bianca", "weavergate", "spends_time", "parent_said", "reported", 15, "Lourdes Rosario", by="callum"),
    L("fatou", "weavergate", "spends_time", "child_said", "confirmed", 96, "Fatou", "“The library bit. I do homework.”", by="beth"),
    L("shannon", "parties", "spends_time", "child_said", "reported", 80, "Shannon", by="chanelle",
      ended=(60, "She told us she stopped going when she began her course.")),
    # Homes and neighbourhoods
    L("reece", "hazelbourne", "feels_safe", "child_said", "confirmed", 300, "Reece", "“Best toast in any placement.”", by="beth"),
    L("jodie", "hazelbourne", "feels_safe", "child_said", "confirmed", 180, "Jodie, key work session", by="beth"),
    L("darnell", "quill", "feels_safe", "child_said", "confirmed", 240, "Darnell", "“Wednesdays with the food, yeah.”", by="beth"),
    L("warsame", "quill", "feels_unsafe", "child_said", "confirmed", 90, "Warsame", "“People knock at night for someone who "
      "moved out.”", by="beth"),
    L("hamza", "kiln_end", "lives_near", "parent_said", "confirmed", 209, "Yusuf Rahman", by="beth"),
    L("mason", "kiln_end", "lives_near", "observed", "confirmed", 300, "Home visit", by="hannah"),
    L("archie", "kiln_end", "lives_near", "observed", "confirmed", 280, "Home visit", by="ayodele"),
    L("isaac", "brannocks", "feels_safe", "child_said", "confirmed", 250, "Isaac", "“Chess on Mondays.”", by="ayodele"),
    L("zaynab", "netherwick", "feels_safe", "child_said", "confirmed", 250, "Zaynab", "“The librarian doesn't mind if I "
      "ring Mum.”", by="ayodele"),
    L("eilidh", "fennel", "attends", "agency_report", "confirmed", 90, "School roll", by="manager"),
]  # fmt: skip


def _reviews(row: L) -> tuple[list[int], int | None]:
    """When the link was looked at again (days ago), and in how many days it falls due.

    Six months after it was recorded or last renewed, three in a peer group. Where the table gives a day, the last
    review was a term before it.
    """
    if row.role in NEVER_DUE:
        return [], None
    term = GROUP_TERM if row.context in GROUPS else TERM
    reviews, last = [], row.ago
    stop = term - row.due if row.due is not None else term - 10
    while last > stop:
        last = max(last - (term - 10), stop if row.due is not None else 0)
        reviews.append(last)
    return reviews, term - last if row.due is None else row.due


def plan_links(today: date, opened: dict[str, date]) -> list[LinkPlan]:
    """Every link as of `today`. `opened` tells since when each child has been known, for the schools' rolls."""
    rolls = [
        LinkPlan(
            child=child,
            context=school,
            role="attends",
            basis="agency_report",
            reliability="confirmed",
            source="School roll",
            source_on=max(opened.get(child, today - timedelta(days=200)), today - timedelta(days=360)),
            recorded_by="callum",
            from_on=max(opened.get(child, today - timedelta(days=200)), today - timedelta(days=360)),
        )
        for school, children in ATTENDS.items()
        for child in children
    ]
    planned = [(row, *_reviews(row)) for row in LINKS]
    return rolls + [
        LinkPlan(
            child=row.child,
            context=row.context,
            role=row.role,
            basis=row.basis,
            reliability=row.reliability,
            source=row.source,
            source_on=today - timedelta(days=row.ago),
            recorded_by=row.by,
            child_view=row.view,
            from_on=today - timedelta(days=row.ago),
            to_on=None if row.ended is None else today - timedelta(days=row.ended[0]),
            ended_why="" if row.ended is None else row.ended[1],
            reviewed_on=tuple(today - timedelta(days=ago) for ago in reviews),
            review_due=None if due is None else today + timedelta(days=due),
            lapsed=row.due is not None and row.due <= -LAPSES_AFTER,
        )
        for row, reviews, due in planned
    ]
