"""Names and texts as unlike each other as those of a region: for a service in which people and notes are looked for.

The synthetic service draws names from some hundred and notes from some hundred sentences, each as often as the next. So
nobody in it has a rare name, and no word is rare. Here it draws from lists in which a few stand very often and most hardly
ever, as in life.
"""

import itertools
import random
from collections import Counter


def _each(words: str) -> list[str]:
    return words.split()


SURNAMES, WORDS = 60_000, 30_000
# How fast what is less common becomes rarer. At this, one in twenty is called as the commonest is, which is more than
# anywhere in England: a search for it finds more than it would at work.
FALL = 0.9
DRAWN_NAMES, DRAWN_TEXTS, FILLING = 1_000_000, 20_000, 8

# Names that are written in another way than they sound, and some with accents.
OTHER_GIVEN = ["Siôn", "Siân", "Zoë", "Chloë", "Seán", "Caitlín", "Llŷr", "Anaïs", "Zaïre", "Renée", "André", "José"]
BEGUN = _each(
    "Al Ar Ash Ban Bar Bel Ben Ber Bir Black Bles Bor Brad Bram Brant Bren Brock Bur Cal Can Car Chad Ched Cob Col "
    "Cran Crow  Dal Dar Den Dor Drax Dun East Ed El Em En Fal Far Fen Fern Fin Flax Ford Gar Gil Glen God Gor Gran "
    "Gres Had Hal Ham Har  Hart Hat Haw Hel Hen Her Hin Hol Hor Hub Hun Il In Kel Ken Kil Kin Kir Lam Lan Lang Led "
    "Lin Lock Lor Lud Lyn Mal Mar Mel  Mer Mil Mon Mor Nan Ner New Nor Oak Ock Or Os Pad Pal Pem Pen Per Pil Pol Por "
    "Quen Rad Ram Raw Red Ren Ril Rip Ros Row  Rud Sal San Sax Sel Shad Shel Sil Skel Som Spal Stan Stav Sut Swal Tad "
    "Tal Tam Tar Tem Ten Thor Tin Tor Tren Tul Ul Up  Vel Ven Wad Wal War Wat Wel Wen Wes Whar Whit Wil Win Wol Wor "
    "Wrax Yar Yel Yor"
)
ENDED = _each(
    "aby acre after all am ard as beck berry bold borne boys bridge broke brook burn bury by carne cliffe combe cote "
    "cott  croft dale den don dyke ell er ering erly erson erton esby ett ey field fleet fold ford gale garth gate "
    "gill gley grave  greave gull ham hampton hart haugh head hey hill hithe holme house howe hurst ing ingham ington "
    "kin lake land lee leigh  ley ling low man mere mond moor more ness nock over pole pool port quist ram rell rick "
    "ridge rigg ron row sall sby sea  sett shaw side sley som son stall stead sted stock stoke ston stow strand "
    "street swick tall thorne thorpe thwaite toft  ton tree vale vane vell ville wade wald wall way well wen wick win "
    "with wood worth wright wyn yard yeo zell"
)
COMMONEST = ["Smith", "Jones", "Khan", "Taylor", "Patel", "Williams", "Brown", "Ali"]
MIDDLE = ("", "a", "e", "i", "er", "ing", "or", "in")


def surnames(known: list[str]) -> list[str]:
    """Those known, then others that nobody may ever have had, each once."""
    made = (begun + middle + ended for middle in MIDDLE for ended in ENDED for begun in BEGUN)
    return list(itertools.islice(dict.fromkeys([*known, *made]), SURNAMES))


def invented() -> list[str]:
    """Words that mean nothing, each once."""
    made = [f"{one}{two}".lower() for one in BEGUN for two in ENDED]
    made += [f"{one}{two}{three}".lower() for one, two, three in itertools.product(BEGUN[:40], MIDDLE[1:], ENDED[:90])]
    return list(dict.fromkeys(made))


def vocabulary(rng: random.Random) -> list[str]:
    """Some of them, in no order."""
    found = invented()
    rng.shuffle(found)
    return found[:WORDS]


def falling(count: int) -> list[float]:
    """How often each stands, beside the first: less and less."""
    return list(itertools.accumulate(1 / rank**FALL for rank in range(1, count + 1)))


def by_frequency(found: list[str]) -> list[str]:
    """Each once, what stands most often in the list first."""
    return [name for name, _number in sorted(Counter(found).items(), key=lambda one: (-one[1], one[0]))]


def draw(rng: random.Random, found: list[str], number: int) -> list[str]:
    return rng.choices(found, cum_weights=falling(len(found)), k=number)


def wider(seed: int) -> None:
    """Let whatever the synthetic service makes in this process be called, and read, as here."""
    from cs_casework.overview.synthetic import names, words

    rng = random.Random(seed)
    names.FAMILY = draw(rng, surnames([*COMMONEST, *by_frequency(names.FAMILY)]), DRAWN_NAMES)
    names.GIVEN = draw(rng, [*by_frequency(names.GIVEN), *OTHER_GIVEN], DRAWN_NAMES // 10)
    filling = vocabulary(rng)
    for kind, sentences in words.HAPPENED.items():
        drawn = iter(draw(rng, filling, DRAWN_TEXTS * FILLING))
        words.HAPPENED[kind] = tuple(
            f"{rng.choice(sentences)} {' '.join(itertools.islice(drawn, FILLING)).capitalize()}."
            for _text in range(DRAWN_TEXTS)
        )
