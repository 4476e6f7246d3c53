import Foundation
import ImportPipeline

extension CommandDeclaration {
    static let normalize = CommandDeclaration(
        name: "normalize", arguments: "INPUT…", argumentCount: 1...1_000,
        summary: "print rows as requests with their numbers in E.164; needs no workspace",
        details: [
            "Each line is a request that `import` reads, with _row (its number), _key (the number in\n"
                + "E.164, or as it came when it is refused) and, for a refused row, _error (the code)."
        ],
        examples: [
            .init(
                command: "enlist normalize contacts.csv --region GB",
                purpose: "see how numbers are read"),
            .init(
                command: "enlist normalize contacts.csv | grep '\"_error\"'",
                purpose: "see the rows that an import would refuse"),
        ],
        options: ImportOptionDeclarations.all.filter {
            (ImportOptionDeclarations.reading + ["--quiet"]).contains($0.name)
        },
        run: NormalizeCommand.run)
}

/// `enlist normalize`.
enum NormalizeCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        var options = try ImportOptions(invocation, kind: .importFile)
        options.inputs = invocation.arguments.map(ImportOptions.location)
        let run = try NormalizeRun(
            options: options, clock: Int64(Date().timeIntervalSince1970))
        if !invocation.has("--quiet") {
            for profile in run.profiles { Terminal.note(profile.sentence) }
            run.warnings.forEach(Terminal.note)
        }
        do {
            let refused = try run.run(stop: StopFlag()) { try ResultStream.write($0) }
            return refused > 0 ? 3 : 0
        } catch ResultStream.Failure.nobodyReads {
            return 0
        }
    }
}
