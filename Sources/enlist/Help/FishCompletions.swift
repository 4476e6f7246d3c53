/// Completions for fish.
struct FishCompletions {
    let commands: [CommandDeclaration]

    var text: String {
        let head = [
            "# fish completions of enlist \(Enlist.version); made by `enlist help --completions fish`",
            "complete -c enlist -n __fish_use_subcommand -l version -d 'print the version'",
            "complete -c enlist -n __fish_use_subcommand -l help -d 'explain the commands'",
        ]
        return (head + commands.flatMap(lines)).joined(separator: "\n")
    }

    private func lines(_ command: CommandDeclaration) -> [String] {
        let name =
            "complete -c enlist -f -n __fish_use_subcommand -a \(command.name) "
            + "-d \(Self.quoted(command.summary))"
        let options = command.completedOptions.map { Self.option($0, of: command) }
        return [name] + options
    }

    private static func option(
        _ option: OptionDeclaration, of command: CommandDeclaration
    ) -> String {
        var line =
            "complete -c enlist -n '__fish_seen_subcommand_from \(command.name)' "
            + "-l \(option.name.dropFirst(2))"
        if option.value != nil {
            let words = option.choices.joined(separator: " ")
            line += option.isPath ? " -r -F" : " -x"
            if !words.isEmpty { line += " -a \(quoted(words))" }
        }
        return line + " -d \(quoted(option.summary))"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "'\(escaped)'"
    }
}
