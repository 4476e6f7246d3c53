/// The `;phone-context=` of a tel: URI (RFC 3966), which may hold the start of the number.
struct PhoneContext {
    typealias Scalars = Slice<UnsafeBufferPointer<UInt32>>

    private static let semicolon: UInt32 = 0x3B
    private static let plus: UInt32 = 0x2B
    private static let dash: UInt32 = 0x2D
    private static let point: UInt32 = 0x2E

    private let context: Scalars
    private let local: Scalars

    /// Nil when the text has no context.
    init?(in text: Scalars) {
        let name: StaticString = ";phone-context="
        let scheme: StaticString = "tel:"
        guard let start = PossibleText.find(name, in: text) else { return nil }
        context = text[(start + name.utf8CodeUnitCount)...].prefix { $0 != Self.semicolon }
        let schemeStart = PossibleText.find(scheme, in: text)
        let localStart = schemeStart.map { $0 + scheme.utf8CodeUnitCount } ?? text.startIndex
        local = text[min(localStart, start)..<start]
    }

    /// True when the context is the start of a number or a domain.
    var isReadable: Bool {
        Self.isNumber(context) || Self.isDomain(context)
    }

    /// The number with the context in front when that is its start.
    func withNumber<Result>(_ body: (Scalars) -> Result) -> Result {
        guard context.first == Self.plus else { return body(local) }
        let count = context.count + local.count
        return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { buffer in
            let (_, end) = buffer.update(from: context)
            _ = buffer[end...].update(from: local)
            return body(UnsafeBufferPointer(buffer)[...])
        }
    }

    /// A plus sign, then digits and `-.()` with at least one digit.
    private static func isNumber(_ context: Scalars) -> Bool {
        guard context.first == plus else { return false }
        let visual: [UInt32] = [dash, point, 0x28, 0x29]
        let rest = context.dropFirst()
        return rest.contains { decimalDigit($0) != nil }
            && rest.allSatisfy { decimalDigit($0) != nil || visual.contains($0) }
    }

    /// Labels of letters, digits and inner dashes between points; the last starts with a letter
    /// and may have a point behind it.
    private static func isDomain(_ context: Scalars) -> Bool {
        let domain = context.last == point ? context.dropLast() : context
        let labels = domain.split(separator: point, omittingEmptySubsequences: false)
        guard let top = labels.last?.first, PhoneLetter.isASCII(top) else { return false }
        return labels.allSatisfy(isLabel)
    }

    private static func isLabel(_ label: Scalars) -> Bool {
        guard let first = label.first, let last = label.last else { return false }
        return first != dash && last != dash && label.allSatisfy { $0 == dash || isWordPart($0) }
    }

    private static func isWordPart(_ scalar: UInt32) -> Bool {
        PhoneLetter.isASCII(scalar) || decimalDigit(scalar) != nil
    }
}
