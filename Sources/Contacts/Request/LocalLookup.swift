import PhoneNumbers

/// What the free local data know about a number: its range in the workspace, else the numbering
/// plan.
package struct LocalLookup: Sendable, Equatable {
    /// A number of a workspace range is valid.
    package var isValid: Bool
    package var lineType: ValidatedLineType
    /// Index into the workspace's ranges, or -1 when no range matches.
    package var range: Int32
    package var timezone: Timezone?

    package static let unknown = LocalLookup(
        isValid: false, lineType: .unknown, range: -1, timezone: nil)

    package init(
        isValid: Bool, lineType: ValidatedLineType, range: Int32, timezone: Timezone?
    ) {
        self.isValid = isValid
        self.lineType = lineType
        self.range = range
        self.timezone = timezone
    }

    package init(_ phone: UInt64, in ranges: NumberRanges) {
        let facts = NumberingPlan.facts(of: PhoneNumber(digits: phone))
        if let range = ranges.longestMatch(for: phone) {
            self.init(
                isValid: true, lineType: ranges[range].lineType, range: Int32(range),
                timezone: facts.timezone)
        } else {
            self.init(
                isValid: facts.isValid, lineType: ValidatedLineType(facts), range: -1,
                timezone: facts.timezone)
        }
    }
}

/// One range of numbers with a common prefix, loaded into the workspace.
package struct NumberRange: Sendable, Equatable {
    /// Leading digits of E.164, without the plus.
    package var prefix: String
    package var carrierRaw: String?
    package var carrier: String?
    package var lineType: ValidatedLineType
    package var isPorted: Bool
    package var country: String?
    package var state: String?
    package var city: String?

    package init(
        prefix: String, carrierRaw: String?, carrier: String?, lineType: ValidatedLineType,
        isPorted: Bool, country: String?, state: String?, city: String?
    ) {
        self.prefix = prefix
        self.carrierRaw = carrierRaw
        self.carrier = carrier
        self.lineType = lineType
        self.isPorted = isPorted
        self.country = country
        self.state = state
        self.city = city
    }
}

/// The ranges of a workspace; the longest prefix of a number wins.
package struct NumberRanges: Sendable {
    private let ranges: [NumberRange]
    /// By prefix length, longest first: the prefix as an integer → index of its range.
    private let indexByLength: [(length: Int, index: [UInt64: Int])]

    /// - Parameter ranges: at most one for each prefix of 1–15 digits.
    package init(_ ranges: [NumberRange]) {
        self.ranges = ranges
        var tables: [Int: [UInt64: Int]] = [:]
        for (position, range) in ranges.enumerated() {
            guard let prefix = UInt64(range.prefix) else { continue }
            tables[range.prefix.utf8.count, default: [:]][prefix] = position
        }
        indexByLength = tables.keys.sorted(by: >).map { ($0, tables[$0] ?? [:]) }
    }

    /// The range at an index of ``longestMatch(for:)``.
    package subscript(index: Int) -> NumberRange { ranges[index] }

    /// In the order of their indices.
    package var all: [NumberRange] { ranges }

    /// The index of the range with the longest prefix of a number, E.164 without the plus.
    func longestMatch(for phone: UInt64) -> Int? {
        if indexByLength.isEmpty { return nil }
        var digits = 0
        var rest = phone
        while rest > 0 {
            digits += 1
            rest /= 10
        }
        for (length, index) in indexByLength where length <= digits {
            var prefix = phone
            for _ in length..<digits { prefix /= 10 }
            if let match = index[prefix] { return match }
        }
        return nil
    }
}
