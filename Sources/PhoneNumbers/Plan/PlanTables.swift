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
