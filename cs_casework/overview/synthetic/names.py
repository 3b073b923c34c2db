"""What invented people, streets and places are called. The postcode area ZZ has no real streets in it."""

from __future__ import annotations


def _each(words: str) -> list[str]:
    return words.split()


# Some names many people have, and some are another in other letters: who is who must be told apart all the same.
COMMON_GIVEN = _each(
    "Alexander Amelia Charlotte Daniel Emily George Grace Isla James Jack Muhammad Mohammed Noah Oliver Olivia "
    "Sophia Thomas William"
)
COMMON_FAMILY = _each(
    "Ahmed Ali Begum Brown Clarke Davies Evans Green Hall Hussain Jackson Johnson Jones Kaur Khan Lewis Patel "
    "Roberts Robinson Singh Smith Taylor Thomas Thompson Walker Williams Wilson Wood Wright"
)
GIVEN = (
    _each(
        "Aaliyah Abdirahman Abdullah Abel Abigail Ada Adam Adeola Agnieszka Ahmed Aidan Aisha Albert Aleksander "
        "Aleksandra Alexander Alexandra Alfie Alfred Ali Alice Alina Amara Amelia Amina Amir Ana Andrei Andrew Angharad "
        "Anna Anthony Anwen Aoife Archie Arjun Arthur Asha Astrid Ava Ayaan Ayesha Babatunde Barnaby Bartosz Beatrice "
        "Beatrix Benjamin Bethany Bilal Blessing Bohdan Bronwen Caleb Callum Cameron Caoimhe Cara Catherine Charles "
        "Charlotte Chidi Chloe Christopher Ciara Cillian Clara Cody Connie Connor Constance Dafydd Daisy Daniel Dario "
        "David Deborah Declan Delia Demi Dominic Dylan Ebony Edie Edward Efe Eilidh Eleanor Eleni Eli Elif Elizabeth "
        "Ella Ellis Elodie Emeka Emily Emma Emmanuel Eoghan Erin Esme Ethan Eva Evelyn Ewan Faith Farah Fatima Felix "
        "Finlay Florence Florrie Frances Francesca Frederick Freya Gabriel Gabriella Gareth George Georgia Georgina "
        "Gethin Grace Gurpreet Gwen Habib Hafsa Hamza Hana Hannah Harley Harpreet Harriet Harrison Harry Harvey Hasan "
        "Hassan Heidi Henry Holly Hope Hugo Husna Ibrahim Idris Ifan Imani Imogen Ines Iris Isaac Isabella Isabelle "
        "Isla Ismail Ivo Jack Jacob Jaden Jake Jakub Jamal James Jasmin Jasmine Jaspreet Jayden Jed Jennifer Jessica "
        "Joanna Joel John Jonah Jonathan Joseph Joshua Josie Jude Julia Kai Kamil Kasia Katarzyna Kate Katherine "
        "Kathryn Katie Kayleigh Keira Khadija Khalid Kian Kieran Kimberley Kofi Krzysztof Kyra Lacey Laila Lauren Layla "
        "Leah Leila Leo Levi Lewis Lexi Liam Liberty Lila Lily Logan Lola Louis Louise Lowri Luca Lucy Luke Lydia Mabel "
        "Madeleine Magdalena Maisie Malachi Malik Manpreet Marcus Margaret Maria Marnie Martha Mary Maryam Mason "
        "Matilda Matthew Max Maya Megan Mehdi Mia Michael Michal Mila Millie Milo Mina Mohamed Mohammad Mohammed Mohsin "
        "Molly Muhammad Musa Mustafa Nadia Natalie Natasha Nathan Nathaniel Neve Niamh Nicholas Nico Nicole Nina Noah "
        "Nora Oisin Olive Oliver Olivia Oluwaseun Omar Orla Oscar Otis Owen Paige Patrick Peter Philippa Phoebe Piotr "
        "Poppy Priya Quinn Rachel Rafi Rania Rebecca Reece Reuben Rhiannon Rhys Richard Riley Robert Robyn Roisin Roman "
        "Rory Rosa Rosemary Rosie Rowan Ruby Ryan Sadia Sam Samantha Samira Samuel Saoirse Sarah Scarlett Sean Seb "
        "Sebastian Selin Shay Shreya Sian Sienna Simran Sinead Siobhan Skye Sofia Sol Sophia Sophie Stan Stanley Stella "
        "Stephen Steven Summer Sunny Susan Tabitha Tariq Tegan Temi Temitope Thea Theo Theodore Thomas Tia Timothy Toby "
        "Tomasz Tyler Una Usman Uzma Vera Victoria Violet Wiktor William Willow Xavier Yasmin Yousef Yusuf Zac Zachary "
        "Zahra Zainab Zara Zeke Zoe Zofia Zuri"
    )
    + 3 * COMMON_GIVEN
)

FAMILY = (
    _each(
        "Abara Abdi Ackroyd Adams Adeleke Adeyemi Agarwal Ahmad Ahmed Ainscough Akhtar Aldous Ali Allardyce Allen Amoah "
        "Anderson Andrews Arkwright Armstrong Arnold Ashdown Atkin Atkinson Austin Bailey Bakare Baker Baldwin Balfe "
        "Ball Bamford Banerjee Banks Barker Barlow Barnes Barrett Barwick Bates Baxter Begum Bell Bellamy Bennett Berry "
        "Bevan Bibi Birtles Bishop Black Blackshaw Blaney Boateng Bostock Bowyer Brackley Bradley Brannigan Bridger "
        "Bromley Brooks Brown Bryant Burdett Burgess Burke Burns Butler Byrne Cadwell Callaghan Cameron Campbell "
        "Capstick Carr Carrick Carroll Carter Chambers Chan Chapman Chaudhry Chivers Chowdhury Clark Clarke Clegg Cole "
        "Coleman Coles Collins Conteh Cook Cooper Coppard Cotterill Cox Crabtree Craig Crawford Cunningham Curtis "
        "Cusack Dalgleish Daly Darwen Davidson Davies Davis Davison Dawson Deakin Dean Dempsey Denholm Desai Diallo "
        "Dimmock Dixon Docherty Dogan Doherty Dorrell Douglas Doyle Drabble Duckett Duffy Duncan Dunmore Dunn Eastoe "
        "Eccles Edgerton Edwards Ekwueme Elliott Ellis Elphick Emsley Evans Fairclough Fallon Farrow Fenwick Ferguson "
        "Fernandes Ferreira Finnerty Fisher Fitzgerald Fletcher Fofana Ford Foster Fothergill Fox Francis Fraser Frayne "
        "Gadsby Gallagher Gardner Garside George Ghani Gibson Gill Gillard Girvan Goodall Gordon Grabowski Graham Grant "
        "Gray Green Greenhalgh Greenwood Griffiths Gully Gupta Haddon Hakimi Hall Halloran Hamilton Harding Harper "
        "Harris Harrison Hart Hartnell Harvey Haslam Hassan Hawkins Hebden Henderson Hill Holmes Hossain Howard Howarth "
        "Hudson Hughes Hunt Hunter Hussain Hussein Ibbotson Igwe Inskip Iqbal Islam Ivanov Jackson Jagger James "
        "Jankowski Jenkins Jessop John Johnson Johnston Jolley Jones Jordan Joseph Kaczmarek Kamara Kaur Kelly Kennedy "
        "Keogh Kerrigan Khan King Kirkbride Knaggs Knight Kowal Kowalczyk Kumar Lachance Lambert Lane Laverty Lawal "
        "Lawrence Lawson Leadbitter Lee Lewis Li Lightfoot Lloyd Lockyer Long Lowe Loxley Ludlow Macdonald Mackenzie "
        "Mackie Mahmood Makinde Mallory Marchbank Marsh Marshall Martin Mason Matthews May Mbeki McCarthy McDonald "
        "McKenzie McLean Meakin Mensah Miah Miller Millican Mills Mitchell Moffat Mohamed Molyneux Moore Morgan Morris "
        "Morrison Mostert Mulvaney Murphy Murray Nadeem Naismith Nandra Nettleton Nguyen Nicholson Nkosi Noakes Nowak "
        "Nunes Nuttall Nwosu O'Brien O'Connor O'Neill Oakden Obi Odell Ogden Okafor Oldroyd Oliver Osei Owen Ozturk "
        "Pacheco Padgett Palmer Parfitt Parker Parsons Pasha Patel Payne Pearce Pearmain Pearson Penrose Perry Phillips "
        "Pickles Pietrowski Pinder Pocock Poole Popescu Porter Potter Powell Price Prosser Quigley Qureshi Rahimi "
        "Rahman Ramsbottom Read Redfearn Rehman Reid Reynolds Richards Richardson Ridout Rigby Riley Roberts Robertson "
        "Robinson Rogers Rose Ross Rourke Rowe Rushworth Russell Ryan Sackville Sandhu Santos Saunders Scarisbrick "
        "Scott Sesay Shackleton Shah Shaikh Sharma Sharp Shaw Siddiqui Sidhu Silcock Simmonds Simpson Singh Skelton "
        "Slattery Smith Sobczak Spencer Stannard Stephens Stevens Stevenson Stewart Stobart Sugden Sullivan Swales "
        "Tadesse Talbot Tattersall Taylor Tembo Thackray Thomas Thompson Thomson Threlfall Tindall Toye Trotman Tucker "
        "Tunstall Turner Uddin Umar Unsworth Varley Vasquez Vickers Wadsworth Walker Wallace Walmsley Walsh Ward Wardle "
        "Warren Warsame Watson Watts Weatherby Webb Wells West Wheeler Whelan White Whyte Wilcock Wilkinson Williams "
        "Williamson Wilson Wisniewski Wolstenholme Wood Woods Wright Wrigley Yardley Yates Yeboah Young Younis Zaman "
        "Zhang Zielinska"
    )
    + 4 * COMMON_FAMILY
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
