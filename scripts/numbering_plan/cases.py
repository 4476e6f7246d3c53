"""Random cells as people, spreadsheets and exports write phone numbers, and junk."""

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat
from phonenumbers.phonemetadata import PhoneMetadata

from .plan import TYPES
from .regex import Parser

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
CALLING_CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
FORMATS = [
    PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.NATIONAL,
    PhoneNumberFormat.RFC3966,
]
ZEROS = [0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xE50, 0x1040, 0xFF10, 0x1D7CE]
SEPARATORS = list(" -.()/") + ["\u00a0", "\u2010", "\u2011", "\u2013", "\u2014", "\u2212",
    "\u3000", "\u200b", "\u2060", "\u00ad", "\uff0d", "\uff0e", "\uff08", "\uff09", "\u30fc", "~"]
EXTENSIONS = ["x12", " x 12", " ext. 345", " EXT 9", ";ext=77", " extension 1234", " #33", "#5",
    " int 5", " anexo 12", " доб 7", ",,123#", ", 12", ";55", " x302/x2303", " - 503#",
    " extensión 44", "~12", " ｅｘｔ９", " x123456789", " x1234567890", " ext 123456789012345678901"]
PIECES = [" ", " ", ",", ",,", ";", "-", "\t", "\u00a0", ":", ".", "\uff0e", "#", "\uff03", "~", "x",
    "X", "ext", "xt", "extn", "EXTENSIO\u0301N", "ext\u00e9", "int", "anexo", "доб", "\uff58", "/", "\\",
    ";ext=", "=", "1", "5", "12", "123", "٣", "4567890", "123456789012345", "(", "*", "oh", "ı", "ſ"]
JUNK_START = ["Tel: ", "tel:", "Phone ", "(", "+", "++", "\uff0b", "*", "=", "\u202a", "call ",
    "\t", '"', "'", "00", "011", "~", "p", "[", "é", "#", "０"]
JUNK_END = [" ", ".", ";", '"', "'", " home", " (m)", "#", "*", "\u202c", "½", "é", "_", "!",
    "\n", " x", "/", ")", ";isub=12", ";phone-context=+1", ";phone-context=example.com",
    ";phone-context=", ";phone-context=+44-(20)", ";phone-context=-bad", ";foo=bar"]
ANYTHING = "0123456789+-() .x#;,=/\\*~eEt:lXoOÀé٣０\u00a0\u200b\uff0b½_\n\"'Ⅷ²ıſK"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def sample(tree, rng):
    """A random word of a pattern."""
    kind = tree[0]
    if kind == "alt":
        return sample(rng.choice(tree[1]), rng)
    if kind == "cat":
        return "".join(sample(part, rng) for part in tree[1])
    if kind == "rep":
        high = tree[3] if tree[3] is not None else tree[2] + 2
        return "".join(sample(tree[1], rng) for _ in range(rng.randint(tree[2], high)))
    if kind == "group":
        return sample(tree[2], rng)
    if kind == "atom":
        return rng.choice([digit for digit in "0123456789" if re.fullmatch(tree[1], digit)])
    return ""


class Cases:
    """An endless supply of (region, text); the same seed gives the same cases."""

    def __init__(self, rng):
        self.rng = rng
        self.patterns = {}
        self.places = [
            (code, region)
            for code in CALLING_CODES
            for region in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[code]
        ]

    def __iter__(self):
        return self

    def __next__(self):
        rng = self.rng
        code, home = rng.choice(self.places)
        national = self.national(code, home)
        if home == "001" or rng.random() < 0.3:
            home = rng.choice(REGIONS)
        text = self.written(code, national, home)
        for _ in range(rng.choice([0, 0, 0, 1, 1, 2])):
            text = rng.choice(self.damages())(text)
        return home, text

    def national(self, code, region):
        """A national number: mostly one of a random type of the region, now and then changed."""
        rng = self.rng
        data = PhoneMetadata.metadata_for_region_or_calling_code(code, region)
        found = [getattr(data, kind) for kind in [*TYPES, "general_desc"]]
        patterns = [d.national_number_pattern for d in found if d and d.national_number_pattern]
        number = self.word(rng.choice(patterns))
        if rng.random() < 0.15:
            number = "".join(rng.choice("0123456789") for _ in range(rng.randint(1, 17)))
        if rng.random() < 0.1 and data.national_prefix_for_parsing:
            number = self.word(data.national_prefix_for_parsing) + number
        return number

    def word(self, pattern):
        if pattern not in self.patterns:
            self.patterns[pattern] = Parser(pattern).parse()
        return sample(self.patterns[pattern], self.rng)

    def written(self, code, national, home):
        rng = self.rng
        way = rng.randrange(8)
        if way == 0:
            return national
        if way == 1:
            return f"+{code}{national}"
        if way == 2:
            return f"{self.abroad(home)}{code}{national}"
        if way == 3:
            return f"{self.trunk(home)}{national}"
        if way == 4:
            return f"{rng.choice(['', '+', '00 '])}{code} ({rng.choice('018')}){national}"
        if way == 5:
            return f"{code}{national}"
        return self.formatted(code, national, home)

    def abroad(self, home):
        prefix = PhoneMetadata.metadata_for_region(home, None).international_prefix
        return self.word(prefix) if self.rng.random() < 0.6 else self.rng.choice(["00", "011", "+"])

    def trunk(self, home):
        data = PhoneMetadata.metadata_for_region(home, None)
        if data.national_prefix_for_parsing and self.rng.random() < 0.5:
            return self.word(data.national_prefix_for_parsing)
        return data.national_prefix or ""

    def formatted(self, code, national, home):
        rng = self.rng
        number = phonenumbers.PhoneNumber(country_code=code, national_number=int(national))
        if national.startswith("0"):
            number.italian_leading_zero = True
        if rng.random() < 0.3:
            return phonenumbers.format_out_of_country_calling_number(number, home)
        return phonenumbers.format_number(number, rng.choice(FORMATS))

    def damages(self):
        """Ways to change a text, each a function."""
        return [self.respaced, self.other_digits, self.extended, self.framed, self.vanity,
            self.typo, self.spreadsheet, self.uri, self.random, self.lettered, self.scrambled]

    def respaced(self, text):
        rng = self.rng
        return "".join(
            char + (rng.choice(SEPARATORS) if rng.random() < 0.2 else "") for char in text)

    def other_digits(self, text):
        zero = self.rng.choice(ZEROS)
        return "".join(chr(zero + int(c)) if c in "0123456789" else c for c in text)

    def extended(self, text):
        return text + self.rng.choice(EXTENSIONS)

    def framed(self, text):
        rng = self.rng
        return rng.choice([*JUNK_START, ""]) + text + rng.choice([*JUNK_END, ""])

    def vanity(self, text):
        rng = self.rng
        keep = rng.randint(0, max(1, len(text)))
        tail = "".join(rng.choice(LETTERS) if c.isalnum() else c for c in text[keep:])
        return text[:keep] + tail

    def lettered(self, text):
        at = self.rng.randint(0, len(text))
        return text[:at] + self.rng.choice(LETTERS + "Oolx") + text[at + self.rng.randint(0, 1) :]

    def typo(self, text):
        rng = self.rng
        at = rng.randint(0, len(text))
        return text[:at] + rng.choice(["", rng.choice(ANYTHING)]) + text[at + rng.randint(0, 1) :]

    def spreadsheet(self, text):
        digits = re.sub("[^0-9]", "", text) or "0"
        point = self.rng.choice(".,")
        number = digits[0] + point + digits[1:]
        return self.rng.choice([
            f'="{text}"', f"={text}", f"{text}.0", f"{digits}.0", f"{digits}.00",
            f"{number}E+{len(digits) - 1}", f"{number[:7]}E+{len(digits) - 1:02}",
            f"{number}e{len(digits) - 1}", f"{number}0E+{len(digits) - 1}",
        ])

    def uri(self, text):
        context = self.rng.choice(["+1", "+44", "+39", "example.com", "a-b.c.", "1.2", "+", "tel:"])
        return f"tel:{text};phone-context={context}" + self.rng.choice(["", ";isub=5", ";x=1"])

    def scrambled(self, text):
        """The number's start or all of it, then pieces of the forms that extensions have."""
        rng = self.rng
        start = text if rng.random() < 0.7 else text[: rng.randint(0, 6)]
        return start + "".join(rng.choice(PIECES) for _ in range(rng.randint(1, 7)))

    def random(self, text):
        rng = self.rng
        return "".join(rng.choice(ANYTHING) for _ in range(rng.randint(0, 25)))
