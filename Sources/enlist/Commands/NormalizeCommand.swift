import Foundation
import ImportPipeline

extension CommandDeclaration {
    static let normalize = CommandDeclaration(
        name: "normalize", arguments: "INPUT…", argumentCount: 1...ImportOptions.inputsMax,
        summary: "print rows as requests with their numbers in E.164; needs no workspace",
        details: [
            "Each line is a request that `import` reads, with _row (its number), _key (the number in\n"
                + "E.164, or as it came when it is refused), for a refused row _error (the code), and _source (what\n"
                + "an import of these lines needs to report a row as if it had read the file itself)."
        ],
        examples: [
            .init(
                command: "enlist normalize contacts.csv --region GB",
                purpose: "see how numbers are read"),
            .init(
                command: "enlist normalize contacts.csv | grep '\"_error\"'",
                purpose: "see the rows that an import would refuse"),
        ],
        options: ImportOptionDeclarations.withoutWorkspace(
            ImportOptionDeclarations.reading + ["--clock", "--log-format", "--quiet"]) + part,
        run: NormalizeCommand.run)

    /// The options that say where in its file an input begins.
    private static let part: [OptionDeclaration] = [
        .init(
            name: "--first-row", value: "N",
            summary: "number of the first row, when the input is a part of a file (default 1)"),
        .init(
            name: "--first-line", value: "N",
            summary: "the same of the first line, with a header that stands before it (default 1)"),
        .init(
            name: "--first-byte", value: "N",
            summary: "the same of the first byte, for the places in reports (default 1)"),
    ]
}

/// `enlist normalize`.
enum NormalizeCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        var options = try ImportOptions(invocation, kind: .importFile)
        options.inputs = invocation.arguments.map(ImportOptions.location)
        let start = try start(invocation)
        let run = try NormalizeRun(
            options: options, clock: options.clock ?? Int64(Date().timeIntervalSince1970),
            start: start)
        let log = MessageLog(invocation)
        for profile in run.profiles { log.note(profile.sentence) }
        run.warnings.forEach(log.note)
        do {
            let refused = try run.run(stop: StopFlag()) { try ResultStream.write($0) }
            return refused > 0 ? 3 : 0
        } catch ResultStream.Failure.nobodyReads {
            return 0
        }
    }

    private static func start(_ invocation: Invocation) throws(UsageError) -> PartStart {
        let bounds = 1...PartStart.numberMax
        let row = try invocation.integer("--first-row", in: bounds)
        let line = try invocation.integer("--first-line", in: bounds)
        let byte = try invocation.integer("--first-byte", in: bounds)
        if row != nil || line != nil || byte != nil, invocation.arguments.count > 1 {
            throw invocation.error("--first-row, --first-line and --first-byte go with one input")
        }
        return PartStart(row: row ?? 1, line: line ?? 1, byte: byte ?? 1)
    }
}
