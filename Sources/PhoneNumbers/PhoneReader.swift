/// Reads phone numbers as people write them; a number without a country code belongs to the
/// reader's region.
///
/// Decides as libphonenumber's parse and is_possible_number do, but for a few forms of spreadsheets
/// and exports that libphonenumber reads as another number or not at all.
package struct PhoneReader: Sendable {
    let dialled: DialledNumber
    private let plain: PlainNumbers

    package init(region: Region) {
        let plan = PlanTables.shared
        let home = plan.territory(of: region)
        let code = plan.callingCode(of: home)
        dialled = DialledNumber(plan: plan, home: home, homeCode: code)
        plain = PlainNumbers(plan: plan, home: home, code: code)
    }

    package func read(_ text: String) -> PhoneReading {
        var text = text
        return text.withUTF8 { read($0) }
    }

    /// Digits with the usual separators are read in one pass over the bytes; everything else
    /// takes a second look. Nothing is allocated on the heap.
    package func read(_ text: UnsafeBufferPointer<UInt8>) -> PhoneReading {
        guard let scan = DigitScan(text) else { return PhoneText.read(text, with: self) }
        if let number = plain.number(scan) { return .number(number, droppedExtension: false) }
        let digits = DigitString(packed: scan.packed, count: scan.count)
        return reading(of: digits, international: scan.isInternational, droppedExtension: false)
    }

    func reading(
        of digits: DigitString, international: Bool, droppedExtension: Bool
    ) -> PhoneReading {
        do throws(PhoneRefusal) {
            let number = try dialled.number(of: digits, international: international)
            return .number(number, droppedExtension: droppedExtension)
        } catch {
            return .refused(error)
        }
    }
}

/// The digits of a text that is nothing but digits and separators, after at most one plus sign.
struct DigitScan {
    /// Four bits a digit, the last one lowest.
    private(set) var packed: UInt64 = 0
    private(set) var count = 0
    private(set) var isInternational = false

    /// Fewer digits are a number only in rare forms, more do not fit here.
    private static let counts = 3...16
    private static let bytesMax = 64
    /// Space ( ) - . / as bits from 32 on.
    private static let separators: UInt64 = [0x20, 0x28, 0x29, 0x2D, 0x2E, 0x2F]
        .reduce(0) { $0 | 1 << ($1 - 32) }

    /// Nil when the text needs a second look.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard text.count <= Self.bytesMax else { return nil }
        for position in 0..<text.count {
            let byte = text[position]
            let digit = byte &- 0x30
            if digit <= 9 {
                packed = packed << 4 | UInt64(digit)
                count += 1
                continue
            }
            guard byte >= 0x20, byte < 0x40 else { return nil }
            if Self.separators >> UInt64(byte - 0x20) & 1 == 0 {
                guard byte == UInt8(ascii: "+"), count == 0, !isInternational else { return nil }
                isInternational = true
            } else if byte == UInt8(ascii: "."), position == count,
                Spreadsheet.isZeroFraction(text[(position + 1)...])
            {
                break
            }
        }
        guard Self.counts.contains(count) else { return nil }
    }
}

/// The numbers that need no rules: no prefix can stand before them, and their length is possible.
private struct PlainNumbers: Sendable {
    /// By first digit: bit n is set when n digits are a number of the home region as they are.
    private let homeLengths: [UInt32]
    /// By position of the calling code times 10 plus the first digit after it: likewise.
    private let abroadLengths: [UInt32]
    private let plan: PlanTables
    /// The home calling code times 10 to the power of the position.
    private let homeOffsets: [UInt64]

    init(plan: PlanTables, home: Territory, code: CallingCode) {
        self.plan = plan
        let codeLead = DigitString(value: code.code, count: code.digitCount)[0]
        homeLengths = (0...9).map { digit in
            guard digit != codeLead,
                plan.prefixes.ignores(digit: digit, from: home.internationalPrefix),
                plan.prefixes.ignores(digit: digit, from: home.nationalPrefix)
            else { return 0 }
            return Self.lengths(of: code, plan: plan)
        }
        abroadLengths = plan.callingCodes.flatMap { code in
            (0...9).map { digit in
                let prefix = plan.mainTerritory(of: code).nationalPrefix
                let isPlain = plan.prefixes.ignores(digit: digit, from: prefix)
                return isPlain ? Self.lengths(of: code, plan: plan) : 0
            }
        }
        homeOffsets = (0...16).map { code.code &* DecimalDigits.power($0) }
    }

    private static func lengths(of code: CallingCode, plan: PlanTables) -> UInt32 {
        let main = plan.mainTerritory(of: code)
        let possible = main.lengths | main.localLengths
        return possible & ((1 << UInt32(PhoneNumber.digitsMax - code.digitCount + 1)) - 1)
    }

    @inline(__always)
    func number(_ scan: DigitScan) -> PhoneNumber? {
        scan.isInternational ? abroad(scan) : atHome(scan)
    }

    @inline(__always)
    private func atHome(_ scan: DigitScan) -> PhoneNumber? {
        let first = Int(truncatingIfNeeded: scan.packed >> UInt64(4 * (scan.count - 1)))
        guard homeLengths[first] >> UInt32(scan.count) & 1 == 1 else { return nil }
        return PhoneNumber(digits: homeOffsets[scan.count] &+ decimal(packed: scan.packed))
    }

    @inline(__always)
    private func abroad(_ scan: DigitScan) -> PhoneNumber? {
        let lead = Int(truncatingIfNeeded: scan.packed >> UInt64(4 * (scan.count - 3)))
        guard let position = plan.callingCodePosition(lead: lead) else { return nil }
        let national = scan.count - plan.callingCodes[position].digitCount
        guard national > 0 else { return nil }
        let next = Int(truncatingIfNeeded: scan.packed >> UInt64(4 * (national - 1))) & 15
        let lengths = abroadLengths[10 * position + next]
        guard lengths >> UInt32(national) & 1 == 1 else { return nil }
        return PhoneNumber(digits: decimal(packed: scan.packed))
    }
}
