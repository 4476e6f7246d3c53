/// The `;phone-context=` of a tel: URI (RFC 3966), which may hold the start of the number.
enum PhoneContext {
    typealias Scalars = Slice<UnsafeBufferPointer<UInt32>>

    /// The text with its context in front, and whether there was one; nil for a context that is
    /// neither a number nor a domain.
    static func apply(
        to text: UnsafeBufferPointer<UInt32>, free: UnsafeMutableBufferPointer<UInt32>
    ) -> (number: Scalars, context: Bool)? {
        let name: StaticString = ";phone-context="
        guard let start = PossibleText.find(name, in: text[...]) else { return (text[...], false) }
        let rest = text[(start + name.utf8CodeUnitCount)...]
        let context = rest.prefix { $0 != semicolon }
        guard isNumber(context) || isDomain(context) else { return nil }
        let prefix = context.first == plus ? context : context.prefix(0)
        let scheme: StaticString = "tel:"
        let schemeEnd = PossibleText.find(scheme, in: text[...]).map { $0 + 4 } ?? 0
        let local = text[min(schemeEnd, start)..<start]
        var count = 0
        for scalar in [prefix, local].joined() {
            free[count] = scalar
            count += 1
        }
        return (UnsafeBufferPointer(rebasing: free[..<count])[...], true)
    }

    private static let semicolon: UInt32 = 0x3B
    private static let plus: UInt32 = 0x2B
    private static let dash: UInt32 = 0x2D
    private static let point: UInt32 = 0x2E

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
