/// What a value of the real thing must be, where the model cannot say it letter by letter.
enum Expectation: Sendable {
    case exactly(JSON)
    case moment(Moment)
    /// An id: the same one for the same thing, another one for every other thing.
    case id(of: Text)
    /// Words that end with a place: where the row begins or, when it cannot be parsed, one inside.
    case sentence(at: RowPlace?, isParsed: Bool)
    case anything
    case object([Field])

    struct Field: Sendable {
        let name: Text
        let value: Expectation
        /// There only when it has something to say.
        let mayBeMissing: Bool

        init(_ name: Text, _ value: Expectation, mayBeMissing: Bool = false) {
            self.name = name
            self.value = value
            self.mayBeMissing = mayBeMissing
        }
    }

    static func text(_ text: Text) -> Expectation { .exactly(.string(text)) }
    static func text(_ text: Text?) -> Expectation { .exactly(text.map { .string($0) } ?? .null) }
    static func bool(_ claim: Bool) -> Expectation { .exactly(.bool(claim)) }
    static func count(_ count: Int) -> Expectation { .exactly(.number("\(count)")) }

    /// Dollars of integer mills, without trailing zeros.
    static func dollars(mills: Int) -> Expectation {
        let thousandths = "00\(mills % 1_000)".suffix(3)
        var text = "\(mills / 1_000).\(thousandths)"
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return .exactly(.number(Text(text)))
    }
}
