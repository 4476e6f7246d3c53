/// The numbering plan, decoded once when it is first used.
final class PlanTables: Sendable {
    static let shared = PlanTables()

    let territories: [Territory]
    let callingCodes: [CallingCode]
    let words: WordAutomata
    let prefixes: PrefixMachines
    /// The first one is empty.
    let timezoneLists: [[Timezone]]
    /// By list, its zone when it has one only.
    let onlyTimezones: [Timezone?]
    let timezones: PrefixMap
    /// By position of the calling code times 10 plus the first digit after it: bit n is set when n
    /// digits after the code are a possible number and no national prefix can stand before them.
    let plainLengths: [UInt32]
    /// The calling code that three packed digits start with, as its position plus 1; 0 for none.
    private let callingCodeNumbers: [UInt8]

    private init() {
        var text = NumberingPlanText(NumberingPlanData.territories)
        territories = text.rows { Territory(&$0) }
        callingCodes = text.rows { CallingCode(&$0) }
        words = WordAutomata(NumberingPlanData.automata)
        prefixes = PrefixMachines(NumberingPlanData.prefixes)
        var zones = NumberingPlanText(NumberingPlanData.timezones)
        timezoneLists = [[]] + zones.rows { $0.rows { Timezone(index: UInt16($0.integer())) } }
        onlyTimezones = timezoneLists.map { $0.count == 1 ? $0[0] : nil }
        timezones = PrefixMap(&zones)
        callingCodeNumbers = Self.numbers(of: callingCodes)
        plainLengths = callingCodes.flatMap { [territories, prefixes] code in
            let main = territories[code.mainTerritory]
            let lengths = main.lengths(fittingBehind: code)
            return (0...9).map { digit in
                prefixes.ignores(digit: digit, from: main.nationalPrefix) ? lengths : 0
            }
        }
    }

    /// The calling code at the start of the digits: libphonenumber takes the shortest, and no
    /// calling code is the start of another.
    func callingCode(startingWith digits: DigitString) -> CallingCode? {
        let lead = digits.prefix(3)
        let packed = Int(truncatingIfNeeded: lead.packed) << (4 * (3 - lead.count))
        guard let position = callingCodePosition(lead: packed) else { return nil }
        let code = callingCodes[position]
        return code.digitCount <= lead.count ? code : nil
    }

    /// The position of the calling code in `lead`: three digits, four bits each.
    @inline(__always)
    func callingCodePosition(lead: Int) -> Int? {
        let number = Int(callingCodeNumbers[lead])
        return number == 0 ? nil : number - 1
    }

    func territory(of region: Region) -> Territory {
        territories[Int(region.number) - 1]
    }

    func callingCode(of territory: Territory) -> CallingCode {
        callingCodes.first { $0.code == territory.callingCode } ?? callingCodes[0]
    }

    func mainTerritory(of code: CallingCode) -> Territory {
        territories[code.mainTerritory]
    }

    private static func numbers(of codes: [CallingCode]) -> [UInt8] {
        var numbers = [UInt8](repeating: 0, count: 1 << 12)
        for (position, code) in codes.enumerated() {
            let free = 4 * (3 - code.digitCount)
            let digits = DigitString(value: code.code, count: code.digitCount)
            let lowest = Int(digits.packed) << free
            for lead in lowest..<(lowest + (1 << free)) { numbers[lead] = UInt8(position + 1) }
        }
        return numbers
    }
}

/// One region's, or one non-geographic code's, rules for reading a number.
struct Territory: Sendable {
    let callingCode: UInt64
    let internationalPrefix: UInt16
    let nationalPrefix: UInt16
    let generalPattern: UInt16
    /// Bit n: national numbers of n digits are possible, or possible within an area only.
    let lengths: UInt32
    let localLengths: UInt32

    init(_ text: inout NumberingPlanText) {
        callingCode = UInt64(text.integer())
        internationalPrefix = UInt16(text.integer())
        nationalPrefix = UInt16(text.integer())
        generalPattern = UInt16(text.integer())
        lengths = UInt32(text.integer())
        localLengths = UInt32(text.integer())
    }

    /// How a national number of that many digits compares with the possible lengths.
    func compare(length: Int) -> Length {
        let bit: UInt32 = length < 32 ? 1 << UInt32(length) : 0
        if localLengths & bit != 0 { return .possibleLocally }
        if lengths & bit != 0 { return .possible }
        if bit != 0 && lengths & (bit - 1) == 0 { return .tooShort }
        return bit == 0 || lengths < bit ? .tooLong : .between
    }

    /// Bit n: national numbers of n digits are possible and fit E.164.
    func lengths(fittingBehind code: CallingCode) -> UInt32 {
        let fitting: UInt32 = (1 << UInt32(PhoneNumber.digitsMax - code.digitCount + 1)) - 1
        return (lengths | localLengths) & fitting
    }

    enum Length { case possible, possibleLocally, tooShort, tooLong, between }
}

/// A country calling code, or a non-geographic one.
struct CallingCode: Sendable {
    let code: UInt64
    let digitCount: Int
    let mainTerritory: Int
    /// The automaton that tells a national number's region and type.
    let classifier: UInt16
    /// The region when the code has only one; nil for several or none.
    let region: Region?
    /// Position in the lists of time zones, for numbers that are somewhere in the country.
    let timezones: Int
    /// Mobile numbers belong to an area in China, Mexico, Argentina, Brazil and Indonesia
    /// (libphonenumber's geoMobileCountries).
    let mobilesHaveAreas: Bool

    init(_ text: inout NumberingPlanText) {
        code = UInt64(text.integer())
        digitCount = DigitString(code).count
        mainTerritory = text.integer() - 1
        classifier = UInt16(text.integer())
        let number = UInt8(text.integer())
        region = number == 0 ? nil : Region(number: number)
        timezones = text.integer()
        mobilesHaveAreas = [86, 52, 54, 55, 62].contains(code)
    }
}
