import ImportPipeline

extension CommandDeclaration {
    static let unsubscribe = CommandDeclaration(
        name: "unsubscribe", arguments: "INPUT…", argumentCount: 1...ImportOptions.inputsMax,
        summary: "opt numbers out of a list, for good",
        details: [
            "INPUT is a file with one number a line, or any file that `import` reads. Numbers that are\n"
                + "not on the list are remembered as opted out, so that no import adds them later."
        ],
        examples: [
            .init(
                command: "enlist unsubscribe stop-requests.txt --list +18005551234",
                purpose: "opt the numbers of a file out")
        ],
        options: ImportOptionDeclarations.all.filter {
            (ImportOptionDeclarations.reading + [
                "--list", "--report", "--report-format", "--rejects", "--html", "--summary",
                "--progress",
                "--log-format", "--commit-rows", "--memory", "--wait", "--api-key-file", "--quiet",
                "--job",
                "--anew", "--max-rejects", "--metrics",
            ]).contains($0.name) && $0.name != "--extra"
        },
        run: UnsubscribeCommand.run)
}

/// `enlist unsubscribe`: an import whose rows all opt out.
enum UnsubscribeCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        try ImportSession(invocation, ImportOptions(typed: invocation)).run()
    }
}
