"""What invented people, streets and places are called. The postcode area ZZ has no real streets in it."""

from __future__ import annotations


def _each(words: str) -> list[str]:
    return words.split()


GIVEN = _each(
    "Aaliyah Abel Ada Adeola Aidan Aisha Alfie Alina Amara Amelia Amir Ana Anwen Archie Arjun Asha Astrid Ava Ayaan "
    "Beatrix Bilal Blessing Bohdan Bronwen Caleb Callum Caoimhe Cara Chidi Clara Cody Connie Daisy Dario Declan Delia "
    "Demi Dylan Ebony Edie Efe Eleni Eli Elif Ellis Elodie Emeka Erin Esme Ethan Eva Ewan Farah Fatima Felix Finlay "
    "Florrie Freya Gabriel Gethin Grace Gwen Habib Hafsa Hana Harley Harvey Hassan Heidi Hope Hugo Ibrahim Idris Ifan "
    "Imani Imogen Ines Iris Isaac Isla Ivo Jaden Jamal Jasmin Jayden Jed Jonah Josie Jude Kai Kamil Kasia Kayleigh "
    "Keira Khadija Kian Kofi Kyra Lacey Laila Leo Levi Lexi Liam Lila Logan Lola Lowri Luca Lydia Mabel Maisie Malachi "
    "Malik Marcus Marnie Maryam Mason Matilda Max Maya Mehdi Mia Mila Milo Mina Mohsin Molly Musa Nadia Nathan Neve "
    "Niamh Nico Nina Noah Nora Oisin Olive Omar Orla Oscar Otis Owen Paige Phoebe Poppy Priya Quinn Rafi Rania Reece "
    "Reuben Rhys Riley Roman Rory Rosa Rowan Ruby Ryan Sadia Sam Samira Saoirse Seb Selin Shay Shreya Sian Sienna "
    "Skye Sofia Sol Stan Stella Summer Sunny Tariq Tegan Temi Thea Theo Tia Toby Tomasz Tyler Una Uzma Vera Violet "
    "Wiktor Willow Yasmin Yusuf Zac Zainab Zara Zeke Zofia Zuri"
)

FAMILY = _each(
    "Abara Ackroyd Adeyemi Ainscough Akhtar Aldous Allardyce Amoah Arkwright Ashdown Atkin Bakare Balfe Bamford Barlow "
    "Barwick Begum Bellamy Bevan Birtles Blackshaw Blaney Boateng Bostock Bowyer Brackley Brannigan Bridger Bromley "
    "Burdett Cadwell Callaghan Capstick Carrick Chaudhry Chivers Clegg Coles Conteh Coppard Cotterill Crabtree Cusack "
    "Dalgleish Darwen Deakin Dempsey Denholm Desai Diallo Dimmock Dogan Dorrell Drabble Duckett Dunmore Eastoe Eccles "
    "Edgerton Ekwueme Elphick Emsley Fairclough Fallon Farrow Fenwick Ferreira Finnerty Fofana Fothergill Frayne "
    "Gadsby Garside Ghani Gillard Girvan Goodall Grabowski Greenhalgh Gully Haddon Hakimi Halloran Hartnell Haslam "
    "Hebden Hossain Howarth Hussein Ibbotson Igwe Inskip Iqbal Ivanov Jagger Jankowski Jessop Jolley Kaczmarek Kamara "
    "Kaur Keogh Kerrigan Kirkbride Knaggs Kowal Lachance Laverty Lawal Leadbitter Lightfoot Lockyer Loxley Ludlow "
    "Mackie Mahmood Makinde Mallory Marchbank Mbeki Meakin Mensah Millican Moffat Molyneux Mostert Mulvaney Nadeem "
    "Naismith Nandra Nettleton Nkosi Noakes Nunes Nuttall Oakden Obi Odell Ogden Okafor Oldroyd Osei Ozturk Pacheco "
    "Padgett Parfitt Pasha Pearmain Penrose Pickles Pinder Pocock Popescu Prosser Qureshi Quigley Rahimi Ramsbottom "
    "Redfearn Rehman Ridout Rigby Rourke Rushworth Sackville Sandhu Santos Scarisbrick Sesay Shackleton Sidhu Silcock "
    "Skelton Slattery Sobczak Stannard Stobart Sugden Swales Tadesse Talbot Tattersall Tembo Thackray Threlfall Tindall "
    "Toye Trotman Tunstall Uddin Umar Unsworth Varley Vasquez Vickers Wadsworth Walmsley Wardle Warsame Weatherby "
    "Whelan Wilcock Wolstenholme Wrigley Yardley Yeboah Younis Zaman Zielinska"
)

STREET = _each(
    "Alder Amber Anchor Barley Basin Beacon Birch Bobbin Bramble Brewer Bridle Candle Canal Chandler Clover Cobble "
    "Copper Cotton Crane Damson Dyer Elm Fennel Ferry Flint Foundry Gable Garnet Granary Hazel Heron Hollow Ivy Juniper "
    "Kiln Lantern Larch Larkspur Limeburner Linden Loom Maple Marl Meadow Millrace Nettle Orchard Orrery Otter Pender "
    "Plover Quarrel Quarry Reed Ropewalk Rowan Saddler Saltern Sedge Shuttle Slate Sorrel Spindle Tallow Tanner Teasel "
    "Thistle Tinker Turnstone Vale Wagon Weaver Wharf Wherry Willow Withy Wren Yarrow"
)
ROAD = ("Avenue", "Close", "Court", "Drive", "Grove", "Hill", "Lane", "Rise", "Road", "Street", "Terrace", "Way")
AREA = ("Bank", "Bottom", "Common", "Cross", "End", "Fields", "Green", "Heath", "Moor", "Park", "Side", "Vale")

# What a context of each kind is called beside the name of its street or area.
PLACES = {
    "location": (
        ("park", ("Park", "Recreation Ground", "Skatepark", "Playing Fields", "Canal Bridge")),
        ("estate", ("Estate", "Estate stairwells", "Flats", "Garages")),
        ("street", ("Square", "Parade", "Underpass", "Alley")),
        ("shop", ("Fried Chicken", "News and Wine", "Café", "Vape Shop")),
        ("shopping_centre", ("Shopping Centre", "Arcade", "Market")),
        ("transport_hub", ("Bus Station", "Station forecourt", "Interchange")),
        ("leisure", ("Youth Centre", "Leisure Centre", "Bowl", "Boxing Club")),
        ("hotel", ("Lodge Hotel", "Short Lets", "Guest House")),
        ("business", ("Hand Car Wash", "Barbers", "Tyre Yard")),
        ("empty_property", ("House, empty", "Works, empty")),
        ("dwelling", ("House", "Cottage")),
        ("childrens_home", ("Lodge", "Supported Living")),
    ),
    "peer_group": ((None, ("group after school", "friends", "bus stop group", "football group", "evening group")),),
    "school": ((None, ("Academy", "High School", "College", "Primary School", "Learning Centre")),),
    "neighbourhood": ((None, ("neighbourhood", "and round about")),),
    "online": ((None, ("group chat", "gaming server", "stories account", "streaming channel")),),
    "transport": ((None, ("bus, upper deck", "night bus", "tram line", "train to the coast")),),
    "relationship": ((None, ("and an older friend", "and a young adult", "pair")),),
    "other": ((None, ("holiday scheme", "pop-up event")),),
}
