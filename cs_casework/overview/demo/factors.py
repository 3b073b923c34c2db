"""What harms children of the borough outside their families, what is done about it, and the links that this proposes.

`write_factors.py` records them as staff would. Days are counted back from today; `due` is counted forward.
"""

from __future__ import annotations

from dataclasses import dataclass

EXPLOITED = "Child criminal exploitation, county lines among it"
SEXUAL = "Child sexual exploitation"
VIOLENCE = "Serious youth violence"
PEERS = "Peer-on-peer abuse"
ONLINE = "Online harm"
HATE = "Bullying or hate"
MISSING = "Missing from home, care or school"
RELATIONSHIP = "Abuse in a teenage relationship"


@dataclass(frozen=True)
class Task:
    """Something to be done about a factor. Whose it is: a colleague's key, an agency of the list, or somebody named."""

    what: str
    aimed_at: str
    due: int  # days from now
    owner: str = ""
    agency: str = ""
    name: str = ""
    done: tuple[int, str] | None = None  # days ago, what came of it
    not_done: tuple[int, str] | None = None
    longer: tuple[int, int, str] | None = None  # days ago, due then in so many days from now, why
    waits: int | None = None  # days ago


@dataclass(frozen=True)
class Change:
    """How it went on: easing or ended, since so many days ago."""

    ago: int
    status: str
    why: str = ""


@dataclass(frozen=True)
class Told:
    """A factor as it was recorded, so many days ago. `context` is empty where nobody knows where or among whom."""

    key: str
    family: str
    children: tuple[str, ...]
    context: str
    harms: tuple[str, ...]
    ago: int
    since: int
    seen: str
    seen_by: str
    effect: str
    family_effect: str = ""
    strengths: str = ""
    child_view: str = ""
    parent_view: str = ""
    tasks: tuple[Task, ...] = ()
    no_action_why: str = ""
    changes: tuple[Change, ...] = ()
    by: str = "practitioner"
    # What was answered to the links it proposes: child, days ago, the role in which they were linked or why they were not.
    linked: tuple[tuple[str, int, str], ...] = ()
    not_linked: tuple[tuple[str, int, str], ...] = ()


FACTORS = [
    Told(
        "finn_stairs", "brannigan", ("finn", "abena"), "larkspur", (EXPLOITED,), 322, 345,
        "Adults who use a flat in Block D wait on the stairs, give young people bags to hold and tell them who will come to "
        "their home if they go. They have said the name of Abena’s school.",
        "Finn; police on the night he was found; the caretaker",
        "Finn does not sleep and is late for school, as he may not leave the stairs. Abena is frightened of the way home.",
        "Siobhán and Kofi walk Abena both ways and take turns to stay up. They cannot close a door that the landlord has left "
        "broken.",
        "Finn told an adult within a day. Kofi sits beside him and asks without shouting. The caretaker greets every child by "
        "name.",
        "“If I’d gone home they’d have come to my home.”",
        "“We ask now. Nobody’s cross.” They want the flat emptied more than they want anything for themselves.",
        tasks=(
            Task("Mend the door entry of Blocks C and D", "neighbourhood", -290, agency="Housing",
                 name="Teddy Obuasi, Larkspur Homes",
                 done=(252, "The doors close, and have stayed mended since. Strangers ring, and are asked whom they visit.")),
            Task("Find out who uses the flat in Block D, and act on the adults", "neighbourhood", -270, agency="Police",
                 done=(131, "The tenancy ended and two adults were charged. Nobody has waited on the stairs since.")),
            Task("Meet Abena’s class at another gate", "school", -315, name="Carol Anstey, St Brannoc’s",
                 done=(316, "The family worker meets her at the side gate. Abena says that it has a better cat.")),
        ),
        changes=(
            Change(150, "easing"),
            Change(100, "ended", "The flat has been empty since the spring, and both children say that the stairs are quiet."),
        ),
        by="joel",
    ),
    Told(
        "finn_debt", "brannigan", ("finn",), "salt_ember", (EXPLOITED, MISSING), 186, 192,
        "Finn is messaged times and places to come to, and is told that £180 is owed for what police took. Two riders wait "
        "outside the takeaway for him; inside, nobody does.",
        "Finn, on his return; the owner of the takeaway",
        "He was out until midnight once and turned back by himself. He says that he is tired, and looks over his shoulder.",
        "His parents fetch him, whatever the hour. What is owed, they are told, grows when they do.",
        "He got off the bus and went to a place with light and an adult in it. Burak Aydın lets him sit in the back.",
        "“I just thought, there’s no end to it.” He wants the debt to be said out loud as not real.",
        "Siobhán: “He stopped. He got off the bus and stopped. Please write that down.”",
        tasks=(
            Task("Say in writing that there is no debt, and tell Finn so in person", "individual", -150, agency="Police",
                 done=(92, "An officer said it to him at the conference. Finn keeps the letter in his room.")),
            Task("Agree with the traders who looks out on Wharf Road from 7 to 11 in the evening", "neighbourhood", 12,
                 owner="idris"),
            Task("Ask Finn and the owner which evenings still worry them, and change the patrol to those", "neighbourhood", 3,
                 owner="practitioner"),
            Task("Find a mentor whom Finn has chosen and can ring", "individual", -45, name="The council’s youth service",
                 longer=(44, -6, "Two were offered; Finn would like somebody who repairs things. The service looks again.")),
        ),
        changes=(Change(40, "easing"),),
    ),
    Told(
        "hamza_takeaway", "rahman", ("hamza",), "salt_ember", (EXPLOITED,), 205, 214,
        "Two men on mopeds let Hamza sit on a bike, gave him a phone and asked him to pick something up. He went once, and "
        "carried a crisp bag across the road.",
        "Yusuf Rahman, who wrote down dates and number plates; Hamza",
        "He is pulled between the men’s notice and his father’s. He did not look into the bag and has thought of it since.",
        "Yusuf sits in his car opposite the shop after work. He cannot be there whenever somebody else is.",
        "Hamza told his father himself. The owner rings home. He has hands for engines.",
        "“They let me sit on the bike. That’s how it starts, I get it now.”",
        "“Funny men have work in the daytime.”",
        tasks=(
            Task("Hand over the phone and give Hamza a new number", "individual", -195, owner="beth",
                 done=(196, "Handed to police with Yusuf there. Only his family and school have the new number.")),
            Task("Keep a place for him at the motorbike project", "individual", -130, name="Ottermere motorbike project",
                 done=(128, "He goes twice a week and signs for who touched the engine.")),
            Task("Bring Salma and Yusuf together with other parents of Kiln End", "family", 8, owner="beth"),
        ),
        changes=(Change(63, "easing"),),
        by="beth",
    ),
    Told(
        "aaliyah_chat", "rahman", ("aaliyah",), "groupchat", (ONLINE, HATE), 62, 150,
        "Aaliyah is put back into the group chat each time she leaves it. Pictures of others are passed on there, and remarks "
        "about her brother.",
        "Aaliyah, alone at school",
        "She keeps it on mute and has stopped telling anybody when she is written to. Her work is as good as ever.",
        strengths="Five friends who eat together and laugh about it aloud. She decides whom she tells.",
        child_view="“Everyone asks about Hamza. I got the highest mark in English in the whole year.”",
        parent_view="They knew of the chat and not that she had left it twice.",
        no_action_why="The case on the group chat asks both schools to act, and Aaliyah wants no step of her own. She is told "
        "what comes of it.",
        by="beth",
    ),
    Told(
        "nusrat_relationship", "begum", ("nusrat",), "relationship", (RELATIONSHIP, SEXUAL), 186, 230,
        "An adult of 22 drives Nusrat, pays, checks her phone and decides when she may answer. A friend saw him hold her by the "
        "arm in the car park.",
        "Shirin Begum; a friend, through the school; later Nusrat",
        "She counts the minutes before she may answer. She misses lessons before lunch, and less sleep shows in her work.",
        "Shirin has kept her door open and her voice low. Tanvir and Sumaiya lie awake until their sister is home.",
        "Her mother, her aunt and her textiles teacher. She makes things that are very good, and knows it.",
        "“Can you be scared of someone and miss them?”",
        "Shirin, through the interpreter: she would rather have her daughter at home and cross than away and polite.",
        tasks=(
            Task("Apply for an order, and serve it", "peers", -30, agency="Police",
                 longer=(34, -10, "The court had no earlier day."),
                 done=(13, "Served. He has not been near the house or the school since.")),
            Task("Light level 2 of the car park, and walk it on Fridays", "neighbourhood", 9,
                 name="Dominic Szymański, Weavergate Centre", waits=7),
            Task("Keep her portfolio lessons free of everything else", "school", -150, agency="School, college or nursery",
                 done=(140, "One room, one teacher and no questions. She has missed none of them.")),
            Task("Give Nusrat an advocate of her own", "individual", -80, agency="Voluntary organisation",
                 done=(58, "She chose between two, and rings hers herself.")),
            Task("Ask Nusrat each week whom she rings first if he writes", "individual", 4, owner="practitioner"),
        ),
    ),
    Told(
        "nusrat_numbers", "begum", ("nusrat",), "", (ONLINE,), 31, 36,
        "Messages from numbers that nobody knows, three or four a week, some with pictures of the street she lives in. Nobody "
        "can tell yet whether they come from one person.",
        "Nusrat, who kept them for the officer",
        "She changes the side of the road when a car slows. She has shown each of them to her aunt.",
        "Shirin has asked the neighbours to say when somebody waits in the yard.",
        "She keeps them and answers none.",
        "“I’m not going to be the one who moves.”",
        tasks=(
            Task("Find out where the messages come from, and tell Nusrat what can be told", "online", 10, agency="Police",
                 waits=20),
        ),
    ),
    Told(
        "luca_court", "castellano", ("luca",), "dunnock", (VIOLENCE, ONLINE), 262, 270,
        "Luca was hurt at the far end of the ball court, where adults stood and filmed, and is said to have hurt another boy. "
        "The film is still being sent.",
        "Luca; police; the ball court’s regulars",
        "He sleeps little and keeps away from the end of the court. The film reaches him at school.",
        "Marco took a week off and Joanne drives. They asked after the other boy first.",
        "His friends came to the hospital in two lots so as not to be too many. Basin in daylight is safe.",
        "“My phone’s the worst one. It’s still going round, the video.”",
        "They want the adults who filmed to be asked why.",
        tasks=(
            Task("Have the film taken down, in both schools and on the platforms", "online", -235,
                 agency="School, college or nursery", done=(222, "Gone from both. Three pupils reported copies by themselves.")),
            Task("Say who the adults were who stood by and filmed", "neighbourhood", -60, agency="Police",
                 done=(39, "One has been found and spoken to. The bowls club knows the other by sight.")),
            Task("Light the far end of the ball court and cut the hedge to the height of a child", "neighbourhood", -20,
                 name="Colin Thackray-Moore, council parks",
                 longer=(22, 15, "The hedge is cut. The lamp waits for its cable.")),
        ),
        changes=(Change(38, "easing"),),
    ),
    Told(
        "kwame_corridor", "odowd", ("kwame",), "fennel", (PEERS,), 248, 300,
        "Three incidents in two months began in the science corridor in the same ten minutes of the day. Each time the one who "
        "was loud was sent home.",
        "Both parents, the head of year and Kwame, with the dates laid side by side",
        "He walks in ready for it. He has missed nine days, and Niamh stays away when he is sent home.",
        "Bernadette has lost four shifts to telephone calls.",
        "He and his sister look out for each other. Ms Solanki put the three together and said so.",
        "“I walk in there ready now. Because I know what’s coming.”",
        "Samuel was sent home from school at fourteen, and would like it to stop with him.",
        tasks=(
            Task("Stagger the bells so that the corridor is never full, and look again after a fortnight", "school", -230,
                 name="Alastair Quayle, Fennel Hill Academy",
                 done=(205, "Kept on. No incident there since, for him or for the four others who told the same.")),
        ),
        changes=(Change(200, "easing"), Change(139, "ended", "No exclusion for five weeks, and the bells stay as they are.")),
    ),
    Told(
        "kwame_park", "odowd", ("kwame", "niamh"), "dunnock", (EXPLOITED,), 86, 90,
        "A man offered Kwame money to take an electric bike across the park. The friends said no and left together.",
        "Kwame, by telephone on the same evening; Bernadette told police",
        "He rang from the bus, which he had never done. Niamh will not take the path to the canal by herself.",
        "Bernadette fetches them on Fridays after work, and cannot on other days.",
        "Seven friends who leave together. The bowls club, on Thursdays.",
        "“We look after each other, it’s like a rule.”",
        tasks=(
            Task("Be at the courts on Fridays from 6 to 9, with a flask", "peers", 2, owner="idris"),
            Task("Pass the bike and the man’s description to the neighbourhood officer, and say what came of it", "neighbourhood",
                 -70, owner="practitioner", done=(71, "Two others had described him. Police have stopped him once since.")),
        ),
    ),
    Told(
        "rafael_jobs", "dacosta", ("rafael",), "gameserver", (EXPLOITED, ONLINE), 58, 75,
        "Somebody in a voice room offers young people paid ‘jobs’. Rafael was offered one, and told to bring a friend.",
        "Rafael, on his return",
        "He is proud to have been asked, and says that he knows what it was.",
        strengths="He told it unasked. He charges his phone at the takeaway, where somebody notices when he is late.",
        child_view="“Someone offered me a job off there.”",
        tasks=(
            Task("Ask the moderator to close the room, and keep what was written for police", "online", -4,
                 owner="practitioner"),
        ),
    ),
    Told(
        "rafael_centre", "dacosta", ("rafael",), "weavergate", (EXPLOITED,), 9, 14,
        "Seen three times on the upper floor on school days, each time with an older boy who paid.",
        "Centre security, by e-mail",
        "Not known yet. He will be asked on Thursday, at the canteen and not at home.",
        strengths="The librarian on the ground floor lets him sit for as long as he likes.",
        tasks=(
            Task("Ask the centre what would make the upper floor somebody’s to look after in school hours", "neighbourhood", 5,
                 owner="practitioner"),
        ),
    ),
    Told(
        "minh_bus", "tran", ("minh", "linh"), "bus318", (HATE,), 138, 215,
        "Older pupils shout at Minh on the upper deck, and have thrown his bag down the stairs. Linh sits beside him on Fridays "
        "and heard it.",
        "Minh and his grandmother; the driver’s report",
        "He gets off two stops early. Linh has begun to ask whether she has to go to his school one day.",
        "Hoa walks to meet him at the stop. Lan starts work before the bus leaves.",
        "A pupil brought the bag back. The driver of the 3.20 waits until everybody is on.",
        "“Upstairs is theirs. I sit by the driver.”",
        tasks=(
            Task("Have the older pupils who offered it sit upstairs, and thank them", "peers", -120,
                 agency="School, college or nursery", done=(112, "Six of them do. Minh knows two by name now.")),
            Task("Tell drivers of the 3.10 and 3.20 whom to ring, and that stopping is right", "neighbourhood", -110,
                 name="Ottermere Buses", done=(101, "In the drivers’ book. It was used twice, and nobody was late for tea.")),
        ),
        changes=(Change(70, "easing"),),
        by="hannah",
        linked=(("linh", 131, "travels_through"),),
    ),
    Told(
        "corey_somewhere", "pryce", ("corey",), "", (PEERS,), 44, 46,
        "Corey came home with a cut lip and without his coat, and does not want to say where it was.",
        "Natalie Pryce",
        "He has not gone out since, but for school.",
        strengths="He let his mother see it, and asked her for a plaster and not for questions.",
        tasks=(Task("Meet Corey at the football ground and talk of something else first", "individual", 6, owner="chanelle"),),
        by="piotr",
    ),
    Told(
        "moussa_parties", "mbaye", ("moussa",), "parties", (SEXUAL,), 80, 84,
        "A parent believed that she saw Moussa at the door of a flat where a party was.",
        "Another parent, by telephone",
        "Not known. Awa was asked on the same day.",
        tasks=(
            Task("Ask Moussa and Awa where he was on the two evenings", "individual", -74, owner="beth",
                 done=(76, "It was a cousin of his height. Moussa was at home, and was glad to be asked first.")),
        ),
        changes=(Change(75, "ended", "It was somebody else. What remains is known in the work on the parties."),),
        by="beth",
        not_linked=(("moussa", 75, "It was a cousin. Moussa was at home with Awa on both evenings."),),
    ),
]  # fmt: skip
