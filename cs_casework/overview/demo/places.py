"""The contexts of the borough: places, groups, schools, online spaces, a route, a relationship, and adults in them.

Coordinates lie in open water, so no map shows a real street.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .shapes import ContextAdultPlan, ContextPlan, ContextRelationPlan

LAWFUL_BASIS = "Public task: Children Act 1989 section 17, Children Act 2004 sections 10 and 11"


@dataclass(frozen=True)
class Place:
    """A context as it is written in the table; days are counted back from today (`review_in` forward)."""

    key: str
    kind: str
    name: str
    description: str
    status: str
    noted_ago: int
    team: str = "adolescent"
    category: str = ""
    protected: bool = False
    where: str = ""
    postcode: str = ""
    spot: tuple[int, int] | None = None
    times: str = ""
    platform: str = ""
    operator: str = ""
    stops: str = ""
    strengths: str = ""
    level: str = ""
    level_why: str = ""
    review_in: int = 60
    restricted: str = ""
    parent: str = ""
    purpose: str = ""
    intended_outcome: str = ""
    how_identified: str = ""
    told_young_people: str = ""
    told_parents: str = ""
    why_not_told: str = ""


PLACES = [
    # Locations
    Place(
        "dunnock",
        "location",
        "Dunnock Park",
        "Park between Fennel Hill and Kiln End with a ball court, a pavilion and an unlit path to the canal. Young people "
        "from three schools meet here after school.",
        "open",
        320,
        category="park",
        where="Pavilion Gate, Fennel Hill",
        postcode="ZZ2 5UB",
        spot=(557420, 342310),
        times="After school to 9pm; Fridays and Saturdays to 11pm",
        strengths="The ball court is used every day and its regulars look out for younger ones. The bowls club keeps the "
        "pavilion open on Thursday evenings.",
        level="safeguarding",
        level_why="Five incidents in three months, seven young people affected, two adults approaching children.",
    ),
    # Dunnock Park by another name, 30 metres away: recorded twice, to be found and merged.
    Place(
        "recground",
        "location",
        "Fennel Hill Rec (Pavilion Gate)",
        "Grass, a pavilion and a ball court by the gate on Fennel Hill.",
        "noted",
        40,
        category="park",
        where="Gate beside the pavilion, Fennel Hill",
        spot=(557438, 342334),
        strengths="A dog walkers’ group is there every evening and rings when something is wrong.",
    ),
    Place(
        "larkspur",
        "location",
        "Larkspur Estate, Blocks C to E",
        "Stairwells and undercroft parking of three blocks. Door entry to Blocks C and D was broken for most of the year.",
        "monitoring",
        345,
        category="estate",
        where="Larkspur Walk",
        postcode="ZZ1 4QD",
        spot=(556110, 343650),
        times="Evenings, school holidays all day",
        strengths="A residents' group with eleven active members and a caretaker whom children greet by name.",
        level="targeted",
        level_why="Fewer incidents since the door entry was mended; adults using a flat in Block D have gone.",
        parent="kiln_end",
    ),
    Place(
        "salt_ember",
        "location",
        "Salt & Ember Chicken",
        "Takeaway with six seats, open late, opposite the bus stops. Riders for delivery apps wait outside.",
        "monitoring",
        300,
        category="shop",
        where="112 Wharf Road",
        postcode="ZZ4 2NQ",
        spot=(558230, 341880),
        times="3pm to 1am",
        strengths="The owner knows most young customers by name, charges phones for nothing and has rung parents.",
        level="targeted",
        level_why="Adults were approaching children outside; the owner acts and the approaches have stopped inside.",
        parent="old_wharf",
    ),
    Place(
        "interchange",
        "location",
        "Ottermere Interchange",
        "Bus station with eleven stands, a taxi rank and a photo booth corner out of sight of the staff window.",
        "screening",
        210,
        category="transport_hub",
        where="Station Parade",
        postcode="ZZ1 1AA",
        spot=(557050, 342990),
        times="Worst between 7pm and the last bus at 11.40pm",
        strengths="Two station supervisors have done the bystander training and let children wait in the office.",
        level="safeguarding",
        level_why="Named in six contacts in ninety days; four children found here when missing.",
    ),
    Place(
        "weavergate",
        "location",
        "Weavergate Centre",
        "Shopping centre on two floors. The food court on the upper floor is warm, free to sit in and open to 9pm.",
        "referred",
        120,
        category="shopping_centre",
        where="Weavergate",
        postcode="ZZ1 1BN",
        spot=(556890, 342740),
        times="Weekends, and from 4pm on school days",
        strengths="The library on the ground floor has a quiet corner for teenagers and a librarian who asks no questions.",
    ),
    Place(
        "underpass",
        "location",
        "Cinder Lane underpass",
        "Walking route under the ring road between Kiln End and Netherwick School. Two of four lights work.",
        "noted",
        210,
        category="street",
        where="Cinder Lane",
        postcode="ZZ1 2RB",
        spot=(556540, 343220),
        times="Before and after school",
        strengths="Parents from the primary school walk it in a group on school mornings.",
        parent="kiln_end",
    ),
    Place(
        "basin",
        "location",
        "Basin Skatepark",
        "Concrete bowl and benches by the old dock, with floodlights on a coin meter. Free, open, no staff.",
        "monitoring",
        290,
        category="leisure",
        where="Basin Street",
        postcode="ZZ4 1ZU",
        spot=(558610, 341540),
        times="After school to dusk; later when the lights are paid for",
        strengths="Older skaters teach beginners and keep the bowl clean. A café beside it gives out water.",
        level="targeted",
        level_why="Younger children have been asked to carry things for adults; not in the last two months.",
        parent="old_wharf",
    ),
    Place(
        "waypoint",
        "location",
        "Waypoint Lodge",
        "Budget hotel by the ring road with self check-in and rooms let by the hour to account holders.",
        "open",
        150,
        category="hotel",
        where="Ring Road East",
        postcode="ZZ3 5TF",
        spot=(559040, 343870),
        times="Late evening to early morning",
        strengths="The night manager has asked for training and now rings when a room is booked for someone who looks young.",
        level="safeguarding",
        level_why="Two children found here when missing, in the company of adults; police enquiry under way.",
        restricted="Police enquiry under way. Known to few until it ends.",
    ),
    Place(
        "hazelbourne",
        "location",
        "Hazelbourne",
        "Children's home for four young people, run by the council.",
        "noted",
        365,
        category="childrens_home",
        protected=True,
        where="3 Chandler's Yard",
        postcode="ZZ4 2PW",
        times="",
        strengths="A steady staff group, a house dog, and a kitchen where young people cook on Sundays.",
        team="adolescent",
    ),
    Place(
        "quill",
        "location",
        "Quill Court",
        "Supported accommodation: eight flats with staff on site until 10pm.",
        "noted",
        266,
        category="childrens_home",
        protected=True,
        where="44 Basin Street",
        postcode="ZZ4 1ZR",
        strengths="Staff eat with the residents on Wednesdays. The door is answered by people who know who lives there.",
        team="adolescent",
    ),
    Place(
        "maltings",
        "location",
        "The Old Maltings",
        "Empty brewery building with a gap in the fence. Young people film and climb there.",
        "referred",
        60,
        category="empty_property",
        where="Bobbin Street",
        postcode="ZZ1 3EA",
        spot=(556320, 342120),
        times="Weekends",
        strengths="Young people look after one another on the climbs and have sprayed warnings on the unsafe floor.",
    ),
    Place(
        "desai",
        "location",
        "Desai's Mini-Market",
        "Corner shop between the primary school and Larkspur Estate.",
        "noted",
        200,
        category="shop",
        where="2 Larkspur Walk",
        postcode="ZZ1 4QD",
        spot=(556180, 343590),
        times="6am to 10pm",
        strengths="Mrs Desai has run it for twenty years. Children are told by their parents to go in if they are worried.",
        parent="larkspur",
    ),
    # Friendship groups
    Place(
        "skaters",
        "peer_group",
        "Skatepark friendship group",
        "Seven young people aged 13 to 15 who skate and film together at Basin and spend evenings in Dunnock Park.",
        "open",
        280,
        level="targeted",
        level_why="Several have been harmed or approached in the same two places; the friendships themselves are a strength.",
        strengths="They wait for one another, share food and money, and keep out of fights. Two are patient teachers of "
        "younger skaters.",
        purpose="To understand what keeps these friends safe together and what makes their evenings unsafe.",
        intended_outcome="The group can be at Basin and in Dunnock Park without being approached by adults.",
        how_identified="Named by two of the young people in safety mapping; confirmed by the detached youth worker.",
        told_young_people="yes",
        told_parents="yes",
        review_in=38,
    ),
    Place(
        "stairwell",
        "peer_group",
        "Block D stairwell friends",
        "Five young people aged 14 to 16 who meet on the stairs of Block D because there is nowhere else indoors.",
        "monitoring",
        200,
        level="targeted",
        level_why="Adults used the same stairs until three months ago; two of the young people were made to carry for them.",
        strengths="Most have known one another since primary school. They get each other up for school.",
        purpose="To plan together for somewhere warm to be, and to notice early if adults come back to the stairs.",
        intended_outcome="The friends have an indoor place of their own with an adult they like in it.",
        how_identified="By the young people and the caretaker at the residents' meeting.",
        told_young_people="yes",
        told_parents="not_yet",
        why_not_told="Two of the young people asked for time to tell their parents themselves; agreed for four weeks.",
        review_in=-9,
        parent="larkspur",
    ),
    Place(
        "lunch",
        "peer_group",
        "Library lunch friends",
        "Five girls at Netherwick School who eat together in the library and sit together on the 318.",
        "noted",
        110,
        strengths="They made room for a newcomer who spoke little English, and walk one another to the bus.",
        purpose="To record a friendship group that keeps its members safe, so that plans build on it.",
        intended_outcome="Plans for the girls use the support they already give one another.",
        how_identified="Named by two of the girls themselves.",
        told_young_people="yes",
        told_parents="yes",
        review_in=24,
    ),
    # Schools
    Place(
        "fennel",
        "school",
        "Fennel Hill Academy",
        "Secondary school, 1,150 on roll. Exclusions fell after a change of policy; the science corridor is a worry.",
        "open",
        364,
        where="Fennel Hill",
        postcode="ZZ2 5UB",
        spot=(557610, 342470),
        strengths="A safeguarding lead who rings back, and a student council that did its own survey of the building.",
        level="targeted",
        level_why="Eleven pupils told the survey they avoid one corridor; three incidents between pupils.",
    ),
    Place(
        "netherwick",
        "school",
        "Netherwick School",
        "Secondary school, 890 on roll.",
        "noted",
        364,
        where="Netherwick Road",
        postcode="ZZ3 1AW",
        spot=(558950, 343120),
        strengths="The library is open from 7.30am and nobody is asked to leave.",
    ),
    Place(
        "brannocks",
        "school",
        "St Brannoc's Primary School",
        "Primary school with a nursery class, 410 on roll.",
        "noted",
        365,
        where="Larkspur Walk",
        postcode="ZZ1 4QH",
        spot=(556240, 343500),
        strengths="Breakfast club for every child, and a family worker at the gate each morning.",
    ),
    Place(
        "lantern",
        "school",
        "The Lantern Centre",
        "Alternative provision for up to forty pupils.",
        "noted",
        364,
        where="Limeburner Street",
        postcode="ZZ3 5TF",
        spot=(558700, 343900),
        strengths="Classes of six, a workshop, and lunch cooked and eaten together.",
    ),
    # Neighbourhoods
    Place(
        "kiln_end",
        "neighbourhood",
        "Kiln End",
        "About 2,300 households between the ring road and the canal.",
        "monitoring",
        352,
        strengths="A residents' association, two places of worship with open kitchens, and grandparents close by.",
        level="targeted",
        level_why="Several places within it are open or monitored; lighting and youth provision were lost.",
    ),
    Place(
        "old_wharf",
        "neighbourhood",
        "Old Wharf",
        "Former docks, now flats, takeaways and the skatepark.",
        "noted",
        312,
        strengths="Traders meet monthly and have a message group that works.",
    ),
    # Online
    Place(
        "groupchat",
        "online",
        "Kiln End group chat",
        "Group chat of about sixty pupils of two schools. Pictures of pupils have been passed on without their agreement.",
        "open",
        230,
        platform="Messaging app",
        strengths="Three of the pupils report pictures to the school as soon as they are posted.",
        level="safeguarding",
        level_why="Pictures of four children shared; two known to have been asked for money.",
    ),
    Place(
        "gameserver",
        "online",
        "Game voice server 'Emberfall'",
        "Voice and text rooms around a game. Adults and children use the same rooms; some members offer paid 'jobs'.",
        "screening",
        75,
        platform="Game chat server",
        strengths="A moderator has removed accounts when asked.",
    ),
    # Transport
    Place(
        "bus318",
        "transport",
        "318 bus, Netherwick to Interchange",
        "Double-decker route used by pupils of two schools. The upper deck after 3pm is the worry.",
        "open",
        220,
        operator="Ottermere Buses",
        stops="Netherwick School, Heron Way, Withy Grove, Wharf Road, Interchange",
        times="School days, 3.10pm to 4.30pm",
        strengths="Several drivers know the pupils and will hold the bus. Older pupils have offered to sit upstairs.",
        level="targeted",
        level_why="Weekly incidents, nine children affected, two of whom have stopped using the bus.",
    ),
    # Relationships
    Place(
        "relationship",
        "relationship",
        "Relationship between a young person and an adult aged 22",
        "Began online; he drives, pays for things and checks her phone. She describes care as well as fear.",
        "open",
        191,
        strengths="She has told three people she trusts. Her mother and aunt have stayed close and do not shout.",
        level="safeguarding",
        level_why="Control, isolation from friends and one assault reported by a third party.",
    ),
    # Other
    Place(
        "parties",
        "other",
        "House parties at changing addresses",
        "Parties advertised by message an hour before, in empty or short-let homes, with alcohol and adults present.",
        "screening",
        85,
        times="Friday and Saturday nights",
        strengths="Friends share their live location and leave together.",
    ),
]

ADULTS = [
    # context, role, name, description, agency, noted days ago
    (
        "salt_ember",
        "protective",
        "Burak Aydın",
        "Owner. Rings the duty line, lets children wait inside, drives the cleaner "
        "home and looks round the bus stops on the way.",
        "Salt & Ember Chicken",
        296,
    ),
    ("salt_ember", "manages", "Burak Aydın", "Leaseholder.", "Salt & Ember Chicken", 296),
    (
        "desai",
        "protective",
        "Hansa Desai",
        "Runs the shop. Safe place for children from the estate and the primary school.",
        "Desai's Mini-Market",
        198,
    ),
    (
        "dunnock",
        "manages",
        "Colin Thackray-Moore",
        "Parks officer responsible for lighting and hedges.",
        "Council parks",
        300,
    ),
    (
        "dunnock",
        "protective",
        "Wilma Joseph",
        "Bowls club secretary. Keeps the pavilion and its kettle open on Thursdays.",
        "Dunnock Bowls Club",
        214,
    ),
    (
        "dunnock",
        "concern",
        "",
        "Man about 30, grey electric bike, offers vapes and asks young people for their user names.",
        "",
        190,
    ),
    ("larkspur", "manages", "Teddy Obuasi", "Caretaker of Blocks C to E.", "Larkspur Homes", 330),
    (
        "larkspur",
        "protective",
        "Teddy Obuasi",
        "Children greet him by name. First to notice strangers on the stairs.",
        "Larkspur Homes",
        330,
    ),
    ("larkspur", "concern", "", "Two men in their twenties who used a flat in Block D; tenancy ended.", "", 310),
    (
        "interchange",
        "manages",
        "Samina Kosar",
        "Station supervisor, evenings. Bystander trained.",
        "Ottermere Buses",
        160,
    ),
    ("interchange", "concern", "", "Driver of a dark estate car who speaks to young people at the taxi rank.", "", 130),
    ("weavergate", "manages", "Dominic Szymański", "Centre security lead.", "Weavergate Centre", 110),
    (
        "basin",
        "protective",
        "Fola Martins",
        "Café owner and former skater; knows the regulars by name.",
        "Bowl Café",
        240,
    ),
    ("waypoint", "manages", "Noreen Tapfumaneyi", "Night manager.", "Waypoint Lodge", 140),
    ("waypoint", "concern", "", "Account holder who books rooms by phone; name with police.", "", 140),
    ("fennel", "manages", "Alastair Quayle", "Headteacher.", "Fennel Hill Academy", 250),
    ("fennel", "protective", "Bhavna Solanki", "Designated safeguarding lead.", "Fennel Hill Academy", 250),
    ("netherwick", "protective", "Martin Oyewole", "Librarian; opens early.", "Netherwick School", 250),
    (
        "brannocks",
        "protective",
        "Carol Anstey",
        "Family worker at the gate every morning.",
        "St Brannoc's Primary",
        340,
    ),
    ("lantern", "protective", "Des Farrugia", "Workshop tutor.", "The Lantern Centre", 200),
    (
        "bus318",
        "protective",
        "Gurdev Bhamra",
        "Driver of the 3.20pm; waits until everyone is on.",
        "Ottermere Buses",
        180,
    ),
    (
        "kiln_end",
        "protective",
        "Yusuf Rahman",
        "Parent and residents' association member; walks the younger children home.",
        "",
        205,
    ),
    ("relationship", "concern", "", "Man aged 22, silver hatchback; name held by police.", "", 165),
    ("hazelbourne", "manages", "Ros Penwarden", "Registered manager.", "Ottermere Council", 360),
]

RELATIONS = [
    ("skaters", "uses", "basin", "Most evenings when it is dry"),
    ("skaters", "uses", "dunnock", "After the lights go off at Basin"),
    ("stairwell", "uses", "larkspur", "Block D stairs"),
    ("stairwell", "uses", "salt_ember", "Buys chips together"),
    ("lunch", "uses", "bus318", "Sit together on the lower deck"),
    ("lunch", "uses", "netherwick", "School library"),
    ("larkspur", "lies_in", "kiln_end", ""),
    ("dunnock", "leads_to", "kiln_end", "South gate opens into Kiln End"),
    ("underpass", "lies_in", "kiln_end", ""),
    ("desai", "lies_in", "larkspur", ""),
    ("basin", "lies_in", "old_wharf", ""),
    ("salt_ember", "lies_in", "old_wharf", ""),
    ("bus318", "leads_to", "interchange", "Last stop"),
    ("bus318", "leads_to", "netherwick", "First stop"),
    ("bus318", "leads_to", "salt_ember", "Wharf Road stop is opposite"),
    ("groupchat", "overlaps", "fennel", "Pupils of this school"),
    ("groupchat", "overlaps", "netherwick", "Pupils of this school"),
    ("relationship", "uses", "weavergate", "Car park, level 2"),
]


def plan_contexts(today: date) -> list[ContextPlan]:
    """The table as of `today`."""
    return [
        ContextPlan(
            key=place.key,
            kind=place.kind,
            name=place.name,
            description=place.description,
            status=place.status,
            team=place.team,
            noted_on=today - timedelta(days=place.noted_ago),
            category=place.category,
            protected=place.protected,
            address=place.where,
            postcode=place.postcode,
            easting=place.spot[0] if place.spot else None,
            northing=place.spot[1] if place.spot else None,
            times=place.times,
            platform=place.platform,
            route=". Stops: ".join(part for part in (place.operator, place.stops) if part),
            strengths=place.strengths,
            purpose=place.purpose,
            intended_outcome=place.intended_outcome,
            how_identified=place.how_identified,
            told_young_people=place.told_young_people,
            told_parents=place.told_parents,
            why_not_told=place.why_not_told,
            threshold_level=place.level,
            threshold_why=place.level_why,
            lawful_basis=LAWFUL_BASIS,
            reviewed_on=today - timedelta(days=88 - place.review_in) if place.kind == "peer_group" else None,
            review_due=today + timedelta(days=place.review_in),
            restricted=place.restricted,
            parent=place.parent,
        )
        for place in PLACES
    ]


def plan_context_adults(today: date) -> list[ContextAdultPlan]:
    return [
        ContextAdultPlan(
            context=context,
            role=role,
            described=", ".join(part for part in (name, agency) if part) + (": " if name else "") + description,
            basis="observed" if name else "child_said",
            reliability="confirmed" if name else "reported",
            source="Seen and spoken to by the team"
            if name
            else "Described by young people to the detached youth worker",
            source_on=today - timedelta(days=ago),
        )
        for context, role, name, description, agency, ago in ADULTS
    ]


def plan_context_relations(today: date) -> list[ContextRelationPlan]:
    noted = {place.key: place.noted_ago for place in PLACES}
    return [
        ContextRelationPlan(
            context, kind, other, why or "On the map", today - timedelta(days=min(noted[context], noted[other]) - 1)
        )
        for context, kind, other, why in RELATIONS
    ]
