import Contacts

/// Reads what was typed by a command's declaration.
enum ArgumentReader {
    /// Takes `--workspace PATH` from before the command.
    static func takeWorkspace(_ arguments: inout ArraySlice<String>) throws(UsageError) -> String? {
        let name = OptionDeclaration.workspace.name
        guard let first = arguments.first else { return nil }
        if first.hasPrefix(name + "=") {
            arguments.removeFirst()
            return String(first.dropFirst(name.count + 1))
        }
        guard first == name else { return nil }
        arguments.removeFirst()
        guard let path = arguments.popFirst() else {
            throw UsageError(message: "\(name) needs a PATH", command: nil)
        }
        return path
    }

    static func read(
        _ arguments: ArraySlice<String>, for command: CommandDeclaration
    ) throws(UsageError) -> Invocation {
        var invocation = Invocation(command: command.name)
        var rest = arguments
        while let word = rest.popFirst() {
            if word == "--" {
                for argument in rest { invocation.append(argument: argument) }
                break
            }
            if word.hasPrefix("-"), word != "-", !isNumber(word) {
                try readOption(word, &rest, of: command, into: &invocation)
            } else {
                invocation.append(argument: word)
            }
        }
        try check(invocation, command)
        return invocation
    }

    /// `-4155551234` is an argument; it is refused as a number, not as an option.
    private static func isNumber(_ word: String) -> Bool {
        word.dropFirst().allSatisfy { $0.isNumber }
    }

    private static func readOption(
        _ word: String, _ rest: inout ArraySlice<String>, of command: CommandDeclaration,
        into invocation: inout Invocation
    ) throws(UsageError) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let option = try find(String(parts[0]), in: command)
        guard let valueName = option.value else {
            guard parts.count == 1 else {
                throw invocation.error("\(option.name) takes no value")
            }
            invocation.set(flag: option.name)
            return
        }
        guard invocation[option.name] == nil else {
            throw invocation.error("\(option.name) is given twice")
        }
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
            throw invocation.error("\(option.name) needs a value: \(option.name) \(valueName)")
        }
        if !option.choices.isEmpty, !option.choices.contains(value) {
            throw invocation.error(
                "\(option.name) takes \(option.choices.joined(separator: ", ")), not \"\(value)\""
                    + hint(value, option.choices))
        }
        if option.isRepeatable {
            invocation.add(value, to: option.name)
        } else {
            invocation.set(option.name, to: value)
        }
    }

    private static func find(
        _ name: String, in command: CommandDeclaration
    ) throws(UsageError) -> OptionDeclaration {
        let options = command.options + [.workspace]
        if let option = options.first(where: { $0.name == name }) { return option }
        throw UsageError(
            message: "unknown option \(name)\(hint(name, options.map(\.name)))",
            command: command.name)
    }

    private static func hint(_ word: String, _ known: [String]) -> String {
        NearMiss.of(word, among: known).map { ": did you mean \($0)?" } ?? ""
    }

    private static func check(
        _ invocation: Invocation, _ command: CommandDeclaration
    ) throws(UsageError) {
        let count = invocation.arguments.count
        if count < command.argumentCount.lowerBound {
            let example = command.examples.first.map { ", such as `\($0.command)`" } ?? ""
            throw invocation.error("enlist \(command.name) needs \(command.arguments)\(example)")
        }
        if count > command.argumentCount.upperBound {
            let surplus = invocation.arguments[command.argumentCount.upperBound]
            throw invocation.error("enlist \(command.name) does not take \"\(surplus)\"")
        }
    }
}
