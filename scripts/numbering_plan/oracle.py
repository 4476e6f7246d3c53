"""What a cell must be read as: the phonenumbers package, and this project's few differences."""

import re

import phonenumbers
from phonenumbers import carrier, geocoder, timezone
from phonenumbers import phonenumberutil as util
from phonenumbers.phonemetadata import PhoneMetadata
from phonenumbers.re_util import enable_pattern_cache

from .plan import STATE_ALIASES, STATES

TYPE_NAMES = {
    0: "fixedLine", 1: "mobile", 2: "fixedLineOrMobile", 3: "tollFree", 4: "premiumRate",
    5: "sharedCost", 6: "voip", 7: "personalNumber", 8: "pager", 9: "uan", 10: "voicemail",
    99: "unknown",
}
E164_DIGITS_MAX = 15
REFUSED = ("refused",) + ("",) * 8
BLANKS = " \t"

enable_pattern_cache()


def library(text, region):
    """The package's number, or None when it refuses the text."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return number


def e164(number):
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def expected(text, region):
    """The same with this project's differences, and the name of the one that decided."""
    if len(text) > util._MAX_INPUT_STRING_LENGTH:
        return None, "library"
    cell, rule = spreadsheet(text)
    if cell is None:
        return None, rule
    if lettered(cell):
        return None, "letters"
    found = library(cell, region)
    if found is None and (abroad := exported(cell, region)):
        found, rule = library(abroad, region), "00"
    if found and len(e164(found)) > 1 + E164_DIGITS_MAX:
        return None, "over 15 digits"
    return found, rule


def spreadsheet(text):
    """The text without a spreadsheet's marks; None when its last digits are lost."""
    bare, rule = text, "library"
    if re.fullmatch(r"=.+", text.strip(BLANKS), re.DOTALL):
        bare, rule = text.strip(BLANKS)[1:], "="
        if len(bare) >= 2 and bare[0] == bare[-1] == '"':
            bare = bare[1:-1]
    stripped = bare.strip(BLANKS)
    if match := re.fullmatch(r"([0-9]+)\.0{1,2}", stripped):
        return match.group(1), ".0"
    if match := re.fullmatch(r"([0-9]+)[.,]?([0-9]*)[eE]\+?([0-9]+)", stripped):
        whole, fraction, exponent = match.group(1), match.group(2), int(match.group(3))
        if len(whole + fraction) <= 32:
            lost = exponent > len(fraction) or fraction[exponent:].strip("0")
            return (None, "E+ lost") if lost else (whole + fraction[:exponent], "E+")
    return bare, rule


def number_part(text):
    """The text the package takes digits from, once junk and extension are off; None if none."""
    try:
        number = util._build_national_number_for_parsing(text)
    except phonenumbers.NumberParseException:
        return None
    if not util._is_viable_phone_number(number):
        return None
    return util._maybe_strip_extension(number)[1]


def lettered(text):
    number = number_part(text)
    ascii_letters = len(re.findall("[A-Za-z]", number or ""))
    return 0 < ascii_letters < 3 or (ascii_letters == 0 and re.search("[ıſ]", number or ""))


def exported(text, region):
    """The number behind 00 as one behind a plus sign, where 00 is not the region's prefix."""
    number = number_part(text)
    if number is None or util._PLUS_CHARS_PATTERN.match(number):
        return None
    digits = util._normalize(number)
    prefix = PhoneMetadata.metadata_for_region(region, None).international_prefix
    match = re.match(prefix, "00")
    if not digits.startswith("00") or (match and match.end() == 2):
        return None
    code, _ = util._extract_country_code(digits[2:])
    return f"+{digits[2:]}" + (";ext=1" if util._maybe_strip_extension(
        util._build_national_number_for_parsing(text))[0] else "") if code else None


def answer(text, region):
    """E.164, extension dropped, valid, type, region, time zones, carrier, state, city; and
    the rule."""
    number, rule = expected(text, region)
    if number is None:
        return REFUSED, rule
    kind = phonenumbers.number_type(number)
    place = phonenumbers.region_code_for_number(number)
    zones = timezone.time_zones_for_number(number)
    return (
        e164(number),
        str(bool(number.extension)).lower(),
        str(phonenumbers.is_valid_number(number)).lower(),
        TYPE_NAMES[kind],
        "" if place in (None, "001") else place,
        "" if zones == ("Etc/Unknown",) else ",".join(zones),
        "" if place == "US" else carrier.name_for_number(number, "en"),
        *area(number, place),
    ), rule


def area(number, place):
    """A US number's state by full name, and its city."""
    if place != "US" or not util.is_number_geographical(number):
        return "", ""
    name = geocoder.description_for_number(number, "en")
    if name == "Washington D.C.":
        return "District of Columbia", "Washington"
    if name in STATE_ALIASES or name in STATES.values():
        return STATE_ALIASES.get(name, name), ""
    city, _, state = name.rpartition(", ")
    return (STATES[state], city) if state in STATES else ("", "")
