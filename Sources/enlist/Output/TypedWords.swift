/// What was typed, looked at before it is read by a declaration: how a failure is told must be
/// known before anything can fail.
struct TypedWords {
    private let words: [String]

    init(_ arguments: [String]) { words = Array(arguments.prefix { $0 != "--" }) }

    /// The same with an option behind them.
    func adding(_ option: String, _ value: String) -> TypedWords {
        TypedWords(words + ["\(option)=\(value)"])
    }

    func has(_ flag: String) -> Bool { words.contains(flag) }

    /// Whether an option has a value, in either way to type it.
    func has(_ option: String, _ value: String) -> Bool {
        words.contains("\(option)=\(value)")
            || zip(words, words.dropFirst()).contains { $0 == option && $1 == value }
    }

    /// The value of an option; nil when none is typed.
    func value(of option: String) -> String? {
        let behind = zip(words, words.dropFirst()).first { $0.0 == option }?.1
        let within = words.first { $0.hasPrefix("\(option)=") }
        return within.map { String($0.dropFirst(option.utf8.count + 1)) } ?? behind
    }

    /// The command's name, which only the workspace stands before.
    var command: String? {
        let option = OptionDeclaration.workspace.name
        if words.first == option { return words.dropFirst(2).first }
        return words.first?.hasPrefix("\(option)=") == true ? words.dropFirst().first : words.first
    }
}
