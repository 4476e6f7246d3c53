import ImportPipeline

extension CommandDeclaration {
    static let mapping = CommandDeclaration(
        name: "mapping", arguments: "INPUT", argumentCount: 1...1,
        summary: "print what columns mean as a file to edit for --mapping; needs no workspace",
        details: [
            "The file says of each column, named by its header or its place (\"#3\"), one of\n"
                + "  \"field\": a field's name, with \"values\" that translate words: {\"STOP\": true}\n"
                + "  \"custom\": the name of a custom field\n"
                + "  \"ignore\": true\n"
                + "or for short \"phone_number\", \"custom\" or \"ignore\". Of several columns of\n"
                + "phone_number the first that can be a number is read, \"preferred\" ones before\n"
                + "others, and one whose \"label\" column says mobile before these. \"constants\" are\n"
                + "fields that every row gets, \"header\": false is for a file without one.",
            "An \"undecided\" column tells who left, or may be the same field as another: an import\n"
                + "refuses the file until it is mapped or ignored. The exit status is then 1.",
        ],
        examples: [
            .init(
                command: "enlist mapping crm.csv > crm.json",
                purpose: "see what each column would become, with values from the file"),
            .init(
                command: "enlist import crm.csv --mapping crm.json",
                purpose: "import with the edited file"),
            .init(
                command: "enlist mapping export.csv --mapping klaviyo",
                purpose: "a preset as a file"),
        ],
        options: ImportOptionDeclarations.withoutWorkspace(
            ImportOptionDeclarations.reading.filter { $0 != "--threads" }),
        run: MappingCommand.run)
}

/// `enlist mapping`.
enum MappingCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        var options = try ImportOptions(invocation, kind: .importFile)
        options.inputs = invocation.arguments.map(ImportOptions.location)
        let sketch = try MappingSketch(options)
        sketch.warnings.forEach(Terminal.note)
        try ResultStream.write(Array(sketch.text.utf8))
        guard let problem = sketch.problem else { return 0 }
        Terminal.complain(problem.message)
        return problem.exitStatus
    }
}
