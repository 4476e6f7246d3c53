/// A ListContact after its upsert, as a journey's trigger sees it.
package struct JourneyCandidate {
    /// The list's number, E.164 without the plus.
    package let list: UInt64
    /// `import` or `api`.
    package let signupMethod: String
    private let members: [CustomFields.Member]

    /// - Parameter customFields: the merged fields as stored, a JSON object; empty when there are
    ///   none. It stays in place as long as the candidate is asked.
    package init(
        list: UInt64, signupMethod: String, customFields: UnsafeBufferPointer<UInt8>
    ) {
        self.list = list
        self.signupMethod = signupMethod
        members = CustomFields.members(of: customFields)
    }

    /// The value of a field; nil when there is none of exactly this name.
    fileprivate func value(of name: String) -> FieldValue? {
        members.first { $0.isNamed(name) }?.fieldValue
    }
}

extension JourneyTrigger {
    /// Whether the journey takes the ListContact.
    package func matches(_ candidate: JourneyCandidate) -> Bool {
        switch self {
        case .all(let parts): !parts.isEmpty && parts.allSatisfy { $0.matches(candidate) }
        case .any(let parts): parts.contains { $0.matches(candidate) }
        case .list(let phone): candidate.list == phone
        case .signupMethod(let method): candidate.signupMethod == method
        case .customField(let name, let test):
            test.passes(candidate.value(of: name))
        }
    }

    /// Whether any condition asks for a custom field.
    package var readsCustomFields: Bool {
        switch self {
        case .all(let parts), .any(let parts): parts.contains(where: \.readsCustomFields)
        case .list, .signupMethod: false
        case .customField: true
        }
    }
}

extension FieldTest {
    /// A missing field passes `notEquals`, `isNotIn` and `exists(false)`, and nothing else.
    func passes(_ value: FieldValue?) -> Bool {
        switch self {
        case .exists(let expected): (value != nil) == expected
        case .notEquals(let other): value.map { !$0.means(other) } ?? true
        case .isNotIn(let others):
            value.map { value in !others.contains { value.means($0) } } ?? true
        case .equals(let other): value?.means(other) ?? false
        case .isIn(let others): value.map { value in others.contains { value.means($0) } } ?? false
        case .contains(let part): value?.contains(part) ?? false
        }
    }
}

extension FieldValue {
    /// The value's text: a number's as written, a boolean's `true` or `false`.
    var text: String {
        switch self {
        case .string(let text), .number(let text): text
        case .boolean(let value): value ? "true" : "false"
        }
    }

    /// Equality of journeys: by text; a number also by its value with a numeric text.
    func means(_ other: FieldValue) -> Bool {
        if text.utf8.elementsEqual(other.text.utf8) { return true }
        guard isNumber || other.isNumber, let number = DecimalNumber(text),
            let otherNumber = DecimalNumber(other.text)
        else { return false }
        return number == otherNumber
    }

    private var isNumber: Bool {
        if case .number = self { true } else { false }
    }

    func contains(_ part: String) -> Bool {
        let text = Array(text.utf8)
        let part = Array(part.utf8)
        guard part.count <= text.count else { return false }
        return (0...(text.count - part.count)).contains { text[$0...].starts(with: part) }
    }
}

/// A number of the JSON grammar by its exact value, whatever its size and spelling.
private struct DecimalNumber: Equatable {
    private let isNegative: Bool
    /// Significant digits without zeros at either end; empty for zero.
    private let digits: [UInt8]
    /// Power of ten of the last digit.
    private let exponent: Int

    /// nil when the text is no JSON number, or its exponent does not fit an integer.
    init?(_ text: String) {
        var rest = Array(text.utf8)[...]
        let hasSign = rest.first == UInt8(ascii: "-")
        if hasSign { rest = rest.dropFirst() }
        let whole = rest.prefix(while: Self.isDigit)
        rest = rest.dropFirst(whole.count)
        guard !whole.isEmpty, whole.count == 1 || whole.first != 0x30 else { return nil }
        var fraction: ArraySlice<UInt8> = []
        if rest.first == UInt8(ascii: ".") {
            fraction = rest.dropFirst().prefix(while: Self.isDigit)
            guard !fraction.isEmpty else { return nil }
            rest = rest.dropFirst(1 + fraction.count)
        }
        guard let power = Self.exponent(rest) else { return nil }
        var digits = Array(whole + fraction)
        let trailing = digits.reversed().prefix { $0 == 0x30 }.count
        digits.removeLast(trailing)
        digits = Array(digits.drop { $0 == 0x30 })
        let (last, overflows) = power.addingReportingOverflow(trailing - fraction.count)
        guard !overflows else { return nil }
        self.digits = digits
        isNegative = hasSign && !digits.isEmpty
        exponent = digits.isEmpty ? 0 : last
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func exponent(_ text: ArraySlice<UInt8>) -> Int? {
        guard let first = text.first else { return 0 }
        guard first | 0x20 == UInt8(ascii: "e") else { return nil }
        let digits = text.dropFirst()
        let unsigned = digits.first == 0x2B || digits.first == 0x2D ? digits.dropFirst() : digits
        guard !unsigned.isEmpty, unsigned.allSatisfy(isDigit) else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
