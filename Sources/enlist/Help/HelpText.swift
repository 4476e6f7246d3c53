/// Help for people, made from the declarations: examples first.
enum HelpText {
    /// What the program is for, in a sentence.
    static let purpose =
        "enlist imports contact lists: every row is normalized, deduplicated, validated, stored and\n"
        + "enrolled as if it had been added alone, and gets its line in a report."

    /// What to type first.
    static let firstSteps: [CommandDeclaration.Example] = [
        .init(
            command: "enlist apply workspace.json", purpose: "set up accounts, lists and journeys"),
        .init(
            command: "enlist import contacts.csv --list +18005551234 --dry-run",
            purpose: "see what an import would do and cost"),
        .init(command: "enlist import contacts.csv --list +18005551234", purpose: "import a file"),
        .init(command: "enlist export +18005551234", purpose: "see the list"),
    ]

    static func overview(_ commands: [CommandDeclaration]) -> String {
        let width = commands.map { usage($0).count }.max() ?? 0
        let lines = commands.map { command in
            "  \(padded(usage(command), to: width))   \(command.summary)"
        }
        return """
            \(purpose)

            Try it:
            \(firstSteps.map(example).joined(separator: "\n"))

            Commands:
            \(lines.joined(separator: "\n"))

            `enlist help COMMAND` explains one. `--workspace PATH` names the workspace, else
            $ENLIST_WORKSPACE, else ./enlist.db. `--version` says which enlist this is.
            """
    }

    static func page(_ command: CommandDeclaration) -> String {
        var parts = ["enlist \(usage(command)) – \(command.summary)"]
        if !command.examples.isEmpty { parts.append("Examples:\n" + examples(command)) }
        parts += command.details
        parts.append("Options:\n" + options(command.options + [.workspace]))
        return parts.joined(separator: "\n\n")
    }

    static func usage(_ command: CommandDeclaration) -> String {
        command.arguments.isEmpty ? command.name : "\(command.name) \(command.arguments)"
    }

    private static func examples(_ command: CommandDeclaration) -> String {
        command.examples.map(example).joined(separator: "\n")
    }

    private static func example(_ example: CommandDeclaration.Example) -> String {
        "  # \(example.purpose)\n  \(example.command)"
    }

    /// What stands for an option's value: its choices, or a word; nil for a flag.
    static func value(of option: OptionDeclaration) -> String? {
        option.choices.isEmpty ? option.value : option.choices.joined(separator: "|")
    }

    private static func options(_ options: [OptionDeclaration]) -> String {
        let names = options.map { option in
            value(of: option).map { "\(option.name) \($0)" } ?? option.name
        }
        let width = names.map(\.count).max() ?? 0
        return zip(names, options)
            .map { "  \(padded($0, to: width))   \($1.summary)" }
            .joined(separator: "\n")
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }
}
