extension CommandDeclaration {
    static let help = CommandDeclaration(
        name: "help", arguments: "[COMMAND]", argumentCount: 0...1,
        summary: "explain a command, examples first",
        details: [
            "The manual page and the completions of shells are made from what this help is made from:\n"
                + "they never lag behind it. `scripts/install-help` puts them where they are found."
        ],
        examples: [
            .init(command: "enlist help import", purpose: "explain `import`"),
            .init(command: "enlist help --man > enlist.1", purpose: "write the manual page"),
            .init(
                command: "source <(enlist help --completions bash)",
                purpose: "complete commands and options with the Tab key"),
        ],
        options: [
            .init(name: "--man", summary: "print the manual page (troff) instead"),
            .init(
                name: "--completions", value: "SHELL",
                summary: "print a shell's completions instead",
                choices: CompletionShell.allCases.map(\.rawValue)),
        ],
        run: HelpCommand.run)
}

/// `enlist help`.
enum HelpCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        try Terminal.print(text(invocation))
        return 0
    }

    private static func text(_ invocation: Invocation) throws -> String {
        if invocation.has("--man") { return ManualPage(commands: Enlist.commands).text }
        if let shell = invocation["--completions"].flatMap(CompletionShell.init) {
            return shell.script(Enlist.commands)
        }
        guard let name = invocation.arguments.first else {
            return HelpText.overview(Enlist.commands)
        }
        return HelpText.page(try CommandSearch.find(name, among: Enlist.commands))
    }
}
