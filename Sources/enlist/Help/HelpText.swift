/// Help for people, made from the declarations: examples first.
enum HelpText {
    static func overview(_ commands: [CommandDeclaration]) -> String {
        let width = commands.map { usage($0).count }.max() ?? 0
        let lines = commands.map { command in
            "  \(padded(usage(command), to: width))   \(command.summary)"
        }
        return """
            enlist imports contact lists: every row is normalized, deduplicated, validated, stored and
            enrolled as if it had been added alone, and gets its line in a report.

            Try it:
              enlist apply workspace.json                         set up accounts, lists and journeys
              enlist import contacts.csv --list +18005551234      import a file
              enlist export +18005551234                          see the list

            Commands:
            \(lines.joined(separator: "\n"))

            `enlist help COMMAND` explains one. `--workspace PATH` names the workspace, else
            $ENLIST_WORKSPACE, else ./enlist.db.
            """
    }

    static func page(_ command: CommandDeclaration) -> String {
        var parts = ["enlist \(usage(command)) – \(command.summary)"]
        if !command.examples.isEmpty { parts.append("Examples:\n" + examples(command)) }
        parts += command.details
        parts.append("Options:\n" + options(command.options + [.workspace]))
        return parts.joined(separator: "\n\n")
    }

    private static func usage(_ command: CommandDeclaration) -> String {
        command.arguments.isEmpty ? command.name : "\(command.name) \(command.arguments)"
    }

    private static func examples(_ command: CommandDeclaration) -> String {
        command.examples
            .map { "  # \($0.purpose)\n  \($0.command)" }
            .joined(separator: "\n")
    }

    private static func options(_ options: [OptionDeclaration]) -> String {
        let names = options.map { option in
            let words = option.choices.joined(separator: "|")
            let value = words.isEmpty ? option.value : words
            return value.map { "\(option.name) \($0)" } ?? option.name
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
