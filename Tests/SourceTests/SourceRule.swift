import Testing

/// A rule of the house style that a machine can hold.
struct SourceRule: CustomTestStringConvertible, Sendable {
    /// The rule in words.
    let words: String
    /// Lines of a file that break it, counted from 0.
    let offences: @Sendable (SourceFile) -> [Int]
    /// What must be found, each a file of its own: the rule can fail.
    let broken: [Example]
    /// What looks like it and is right.
    var sound: [Example] = []

    struct Example: Sendable {
        var path = "Sources/enlist/Example.swift"
        let text: String
    }

    var testDescription: String { words }

    /// Places that break the rule, as editors open them.
    func places(in file: SourceFile) -> [String] {
        offences(file).map { "\(file.path):\($0 + 1)" }
    }

    static let all = layout + safety + sql + writing
}

extension SourceRule.Example: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self.init(text: text) }
}
