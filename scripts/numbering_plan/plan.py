"""Takes the numbering plan out of the phonenumbers package as lists of integers and names."""

import phonenumbers
from phonenumbers import phonenumberutil as util
from phonenumbers.carrierdata import CARRIER_DATA
from phonenumbers.geodata import GEOCODE_DATA
from phonenumbers.phonemetadata import PhoneMetadata
from phonenumbers.tzdata import TIMEZONE_DATA

from .automata import PrefixMachines, PrefixMap, WordPool
from .encode import automaton_words, map_words, name_list
from .regex import Parser, Program, digits_of
from .symbols import text_automata

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
CALLING_CODES = sorted(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)
# A national number of an E.164 number with the shortest country code.
NATIONAL_DIGITS_MAX = 14
# The order in which libphonenumber asks; the position is the value of NumberType, unknown last.
TYPES = [
    "premium_rate", "toll_free", "shared_cost", "voip", "personal_number", "pager", "uan",
    "voicemail", "fixed_line", "mobile",
]
TYPE_VALUES = {
    "fixed_line": 0, "mobile": 1, "fixed_line_or_mobile": 2, "toll_free": 3, "premium_rate": 4,
    "shared_cost": 5, "voip": 6, "personal_number": 7, "pager": 8, "uan": 9, "voicemail": 10,
}
STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California",
    "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois",
    "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York",
    "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota",
    "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}
STATE_ALIASES = {"Washington State": "Washington", "Washington D.C.": "District of Columbia"}


def metadata(calling_code, region):
    return PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)


class Plan:
    """Every section of the data file, ready to be written."""

    def __init__(self):
        self.pool, self.prefixes = WordPool(), PrefixMachines()
        self.zones = name_list(sorted({zone for zones in TIMEZONE_DATA.values() for zone in zones}))
        self.zone_lists = sorted(set(TIMEZONE_DATA.values()))
        codes = [(code, region) for code in CALLING_CODES for region in self.regions_of(code)]
        geographic = sorted((entry for entry in codes if entry[1] != "001"), key=lambda e: e[1])
        self.territories = geographic + [entry for entry in codes if entry[1] == "001"]
        territories = [self.territory(*entry) for entry in self.territories]
        calling_codes = [self.calling_code(code) for code in CALLING_CODES]
        self.core = rows(territories) + rows(calling_codes)
        self.automata = automaton_words(self.pool.states)
        self.prefix_words = self.prefix_section()
        self.timezones = self.timezone_section()
        self.text = self.text_section()
        self.places, self.cities, self.states = self.place_section()
        self.carriers, self.carrier_names = self.carrier_section()
        self.check_limits()

    def check_limits(self):
        """The module keeps these in 8 and 16 bits; reading a larger plan would trap."""
        assert len(REGIONS) < 1 << 8 and len(CALLING_CODES) < 1 << 8
        assert len(self.prefixes.actions) < 1 << 8
        assert len(self.pool.states) < 1 << 16 and len(self.prefixes.states) < 1 << 16
        assert all(label < 1 << 16 for label, _ in self.pool.states)

    @staticmethod
    def regions_of(calling_code):
        return phonenumbers.COUNTRY_CODE_TO_REGION_CODE[calling_code]

    def territory(self, calling_code, region):
        data = metadata(calling_code, region)
        general = data.general_desc
        national = data.national_prefix_for_parsing
        return [
            calling_code,
            self.prefixes.compile(data.international_prefix) if data.international_prefix else 0,
            self.prefixes.compile(national, data.national_prefix_transform_rule) if national else 0,
            self.general(general.national_number_pattern),
            sum(1 << length for length in general.possible_length),
            sum(1 << length for length in general.possible_length_local_only),
        ]

    def general(self, pattern):
        program = Program(digits_of)
        start = program.add(Parser(pattern).parse(), True)
        return self.pool.compile(program, [start], lambda tags, depth: int(bool(tags)), 32)

    def calling_code(self, code):
        regions = self.regions_of(code)
        main = self.territories.index((code, regions[0])) + 1
        single = REGIONS.index(regions[0]) + 1 if len(regions) == 1 and regions[0] in REGIONS else 0
        return [code, main, self.classifier(code), single, self.country_zones(code)]

    def classifier(self, code):
        """The automaton that tells a national number's region and type as a label: the region's
        number (0 when the calling code has one only) times 16 plus the type's plus 1."""
        program, starts, known = Program(digits_of), [], {}

        def start(pattern, suffix=""):
            tag = pattern + suffix
            if tag not in known:
                known[tag] = program.add(Parser(f"(?:{pattern}){suffix}").parse(), tag)
                starts.append(known[tag])
            return tag

        regions = [RegionRules(code, region, start) for region in self.regions_of(code)]

        def label(tags, depth):
            for rules in regions:
                kind = rules.kind(tags, depth)
                if len(regions) == 1:
                    return kind
                if rules.claims(tags, kind):
                    return 16 * (REGIONS.index(rules.region) + 1) + kind
            return 0

        return self.pool.compile(program, starts, label, NATIONAL_DIGITS_MAX)

    def country_zones(self, code):
        prefix = str(code)
        zones = TIMEZONE_DATA.get(prefix, TIMEZONE_DATA.get(prefix[:2]))
        return self.zone_lists.index(zones) + 1 if zones else 0

    def prefix_section(self):
        literals = [action[1] for action in self.prefixes.actions[1:]]
        actions = [
            [end, len(literal), int(literal or "0"), start, stop]
            for (end, literal, start, stop) in self.prefixes.actions[1:]
        ]
        assert all(not literal.startswith("00") for literal in literals)
        return rows(actions) + rows([[*targets, a, b] for targets, a, b in self.prefixes.states])

    def timezone_section(self):
        values = {prefix: self.zone_lists.index(z) + 1 for prefix, z in TIMEZONE_DATA.items()}
        names = self.zones.split("|")
        words = [len(self.zone_lists)]
        for zones in self.zone_lists:
            words += [len(zones), *[names.index(zone) for zone in zones]]
        return words + map_words(PrefixMap(values))

    def text_section(self):
        viable = util._VALID_PHONE_NUMBER_PATTERN.pattern
        extension = util._EXTN_PATTERN.pattern
        alphabet, viable_rows, extension_rows = text_automata(viable, extension)
        special = sorted(alphabet.special.items())
        words = rows([[point, number] for point, number in special]) + [alphabet.count]
        for automaton in (viable_rows, extension_rows):
            assert len(automaton) < 1 << 8
            words += rows([[int(accepts), *targets] for accepts, targets in automaton])
        return words

    def place_section(self):
        """The map of US prefixes to places; a place is a city's number times 64 plus a state's."""
        states = sorted(set(STATES.values()))
        found = {}
        for prefix, names in GEOCODE_DATA.items():
            if prefix.startswith("1") and "en" in names:
                city, _, state = names["en"].rpartition(", ")
                state = STATES.get(state, STATE_ALIASES.get(state, state))
                found[prefix] = (city, state) if state in states else ("", "")
                if names["en"] == "Washington D.C.":
                    found[prefix] = ("Washington", state)
        places = sorted(set(found.values()))
        cities = sorted({city for city, _ in places})
        words = rows(
            [[cities.index(c), states.index(s) + 1 if s else 0] for c, s in places]
        ) + map_words(PrefixMap({prefix: places.index(p) + 1 for prefix, p in found.items()}))
        return words, name_list(cities), name_list(states)

    def carrier_section(self):
        found = {prefix: names["en"] for prefix, names in CARRIER_DATA.items() if "en" in names}
        names = sorted(set(found.values()))
        values = {prefix: names.index(name) + 1 for prefix, name in found.items()}
        return map_words(PrefixMap(values)), name_list(names)


class RegionRules:
    """What a region of a calling code accepts, by the patterns that match a number in full."""

    def __init__(self, code, region, start):
        self.region = region
        data = metadata(code, region)
        self.leading = start(data.leading_digits, r"\d*") if data.leading_digits else None
        self.same = data.same_mobile_and_fixed_line_pattern
        self.general = self.description(data.general_desc, start)
        self.types = {kind: self.description(getattr(data, kind), start) for kind in TYPES}

    @staticmethod
    def description(found, start):
        if found is None or not found.national_number_pattern:
            return None
        return start(found.national_number_pattern), found.possible_length

    def kind(self, tags, depth):
        def matches(found):
            return found and found[0] in tags and (not found[1] or depth in found[1])

        if not matches(self.general):
            return 0
        for kind in TYPES:
            if matches(self.types[kind]):
                if kind == "fixed_line" and (self.same or matches(self.types["mobile"])):
                    kind = "fixed_line_or_mobile"
                if kind == "mobile" and self.same:
                    return 0
                return TYPE_VALUES[kind] + 1
        return 0

    def claims(self, tags, kind):
        return self.leading in tags if self.leading else kind != 0


def rows(rows):
    """The number of rows, then their values; every row has the same width."""
    return [len(rows), *[value for row in rows for value in row]]
