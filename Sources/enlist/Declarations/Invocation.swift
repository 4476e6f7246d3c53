import Foundation

/// What was typed for a command, read by its declaration.
struct Invocation: Sendable {
    let command: String
    private(set) var arguments: [String] = []
    private(set) var values: [String: String] = [:]
    /// The values of options that may be given several times.
    private(set) var lists: [String: [String]] = [:]
    private(set) var flags: Set<String> = []
    /// Who set an option that nobody typed: `defaults`, or `profile NAME`.
    private var origins: [String: String] = [:]

    init(command: String) { self.command = command }

    /// The same with other arguments.
    func with(arguments: [String]) -> Invocation {
        var other = self
        other.arguments = arguments
        return other
    }

    mutating func append(argument: String) { arguments.append(argument) }
    mutating func replaceArguments(with others: [String]) { arguments = others }
    mutating func set(_ option: String, to value: String) { values[option] = value }
    mutating func add(_ value: String, to option: String) {
        lists[option, default: []].append(value)
    }
    mutating func set(flag: String) { flags.insert(flag) }
    /// Nil for what was typed, and for what nobody set.
    func origin(of option: String) -> String? { origins[option] }
    mutating func noteSet(_ option: String, by origin: String) { origins[option] = origin }
    mutating func remove(_ option: String) {
        values[option] = nil
        lists[option] = nil
        flags.remove(option)
    }
    mutating func setWorkspace(_ path: String) { values[OptionDeclaration.workspace.name] = path }

    /// The value of an option; nil when it was not given.
    subscript(option: String) -> String? { values[option] }

    /// The values of an option that may be given several times, in the order typed.
    func all(_ option: String) -> [String] { lists[option] ?? [] }

    func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// The workspace's path: the option, else the environment, else `./enlist.db`.
    var workspacePath: String {
        if let path = values[OptionDeclaration.workspace.name] { return path }
        let named = CallerEnvironment["ENLIST_WORKSPACE"] ?? ""
        return named.isEmpty ? "enlist.db" : named
    }

    /// The value of an option as a whole number within bounds.
    func integer(_ option: String, in bounds: ClosedRange<Int>) throws(UsageError) -> Int? {
        guard let text = values[option] else { return nil }
        guard let number = Int(text), bounds.contains(number) else {
            throw error(
                "\(option) takes a whole number from \(bounds.lowerBound) to \(bounds.upperBound), "
                    + "not \"\(text)\"")
        }
        return number
    }

    func error(_ message: String) -> UsageError { UsageError(message: message, command: command) }
}
