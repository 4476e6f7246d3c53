/// What was typed, looked at before it is read by a declaration: how a failure is told must be
/// known before anything can fail.
struct TypedWords {
    private let words: [String]

    init(_ arguments: [String]) { words = Array(arguments.prefix { $0 != "--" }) }

    func has(_ flag: String) -> Bool { words.contains(flag) }

    /// Whether an option has a value, in either way to type it.
    func has(_ option: String, _ value: String) -> Bool {
        words.contains("\(option)=\(value)")
            || zip(words, words.dropFirst()).contains { $0 == option && $1 == value }
    }
}
