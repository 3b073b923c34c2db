"""Other forms of a first name: what who is called Bill was recorded as, and how else Muhammad is spelt.

English short forms come from the library `nicknames`; what it lacks stands here: short forms of these islands, and names
of families who live in the United Kingdom that are written down in several ways. A guess to look people up by, never
something to record.
"""

import functools
import unicodedata

from nicknames import NickNamer

# Each line is one name in its forms, all of which stand for each other.
GROUPS = """
abigail abi abbi abbie abby gail
alexandra alexa alex lexi lexie sasha sandra
alexander alex alec xander sandy alasdair alistair
alfred alfie alf
amelia millie milly emmy
archibald archie
bartholomew bart
beatrice beatrix bea trixie
benjamin ben benji benny
callum calum cal
catherine katherine kathryn catharine katharine cathryn kate katie katy kat cath kath cathy kathy kitty
charlotte charlie lottie lotte char
christopher chris kit topher
constance connie
darren daz
david dave davey davie dai dafydd
declan dec
dominic dom nic
eleanor elinor ellie nell nellie nora
elizabeth elisabeth eliza liz lizzie beth betty bess libby elsie elspeth
emily em emmie millie
florence flo florrie flossie
francesca fran frankie chess cesca
frederick freddie freddy fred
gabriel gabe
gabriella gabby gabi ella
gareth gaz gary
georgina georgia george georgie gina
gwendolen gwenllian gwen wendy
hannah annie han
harrison harry
henry harry hal hank
imogen immy immie
isabella isabelle isobel isabel izzy izzie bella belle ella
jacqueline jackie jacqui
jayden jay
jessica jess jessie
jonathan jon jonny john johnny
joseph joe joey jo
josephine josie jo
joshua josh
kayleigh kayley kaylee kay
lewis louis lew lou louie
louise louisa lou
madeleine madeline maddie maddy
matilda tilly tilda mattie
megan meg megs
michelle shell chelle
natalie nat tally
natasha tasha tash
nathaniel nathan nate nat
nicola nicole nicky nikki nic
oliver ollie olly
olivia liv livvy
patrick pat paddy padraig
penelope penny
philippa pippa pip
reginald reggie reg
rosemary rosie rose
ruby rubes
samantha sam sammy
samuel sam sammy
scarlett scarlet
sebastian seb
sophia sophie sofia sofie zofia zosia
stanley stan stanislaw staszek
stephen steven stephan stefan steve ste
theodore theodor teddy theo ted
thomas tom tommy tomasz tomek
victoria vicky vicki tori
william will bill billy willy liam wills
zachary zachariah zac zach zack zak
aoife eefa
caitlin kaitlin kaitlyn catelyn katelyn
caoimhe keeva kweeva
ciara kiera keira kira
cillian killian
eilidh ailey ayley
eoghan eoin owen ewan euan
evan ifan ieuan
mairead mared margaret
niamh neve neeve
oisin osheen
orlaith orla
rhiannon rhi
roisin rosheen rosaleen
ruairi rory
saoirse sersha seersha
sean shaun shawn shane
sian shan
sinead shinade
siobhan shivaun chevonne shiv
agnieszka aga
aleksander olek aleks alexander
aleksandra ola alexandra
anna ania anya
andrei andrew andrzej
bartosz bartek
jakub kuba jacob
joanna asia jo
katarzyna kasia kate
krzysztof krzys chris
magdalena magda
malgorzata gosia margaret
michal mihai michael mike mick
mikolaj nicholas nick
pawel paul
piotr peter petru
wojciech wojtek
abdirahman abdurahman abdulrahman abdurrahman abdi
abdullah abdallah abdulla abdul
ahmed ahmad achmed
aisha ayesha aishah aysha aesha
ali aly
ameena amina aminah aamina
ayaan ayan aayan
bilal bilaal
fatima fatimah fatema fatma faduma fadumo fatuma
hafsa hafsah
hamza hamzah
hassan hasan
hussain hussein husain hossain husayn
ibrahim ebrahim ibraheem
idris idrees
imran emran
ismail ismaeel ismael
jamal jamaal gamal
khadija khadijah khadeeja kadija
khalid khaled
layla laila leila leyla
mahmood mahmoud mahmud mohamud
maryam mariam miriam maryum
mohammed mohammad muhammad muhammed mohamed mohamad muhamed mohammod muhammod mohamud mehmet mo moh md
mustafa mustapha moustafa
noor nur nour
omar umar
salman suleiman sulaiman
sumaya sumaiya sumayyah
tariq tarik tareq
usman othman osman uthman
yasmin yasmine yasmeen jasmin jasmine
yusuf yousuf yousef yusef youssef
zahra zara
zainab zaynab zeinab zeynep
gurpreet guri
harpreet harry
jaspreet jas jassi
manpreet mani
simran simi
adebayo bayo
ayomide ayo
babatunde tunde
chidiebere chidi
chukwuemeka emeka
emmanuel manny emma
oluwadamilola damilola dami
oluwaseun seun
oluwaseyi seyi
oluwatobi tobi
temitope temi tope
"""
_LIBRARY = NickNamer()


@functools.cache
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in GROUPS.split("\n"):
        for name in line.split():
            found.setdefault(name, set()).update(line.split())
    return {name: frozenset(forms) for name, forms in found.items()}


def as_compared(name: str) -> str:
    """Lower case, without accents, as the data has it."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(letter)
    )


def other_forms(name: str) -> frozenset[str]:
    """What else the first of these first names may stand in a record as, in lower case; not the name itself."""
    words = as_compared(name).split()
    if not words:
        return frozenset()
    first = words[0]
    listed = _LIBRARY.nicknames_of(first) | _LIBRARY.canonicals_of(first)
    return frozenset(_groups().get(first, frozenset()) | listed) - {first}
