import Foundation
import ImportPipeline

extension CommandDeclaration {
    static let inspect = CommandDeclaration(
        name: "inspect", arguments: "INPUT", argumentCount: 1...1,
        summary:
            "say what a file is, what its columns mean and what is damaged; needs no workspace",
        details: [
            "Reads the whole file as `import` would, and stores nothing. Shows no cell of any row, only\n"
                + "line numbers. Exit status: 0 every row can be read, 3 some would be refused, 1 an\n"
                + "import would refuse the file."
        ],
        examples: [
            .init(command: "enlist inspect contacts.csv", purpose: "look before an import"),
            .init(
                command: "enlist inspect export.txt --encoding windows-1252 --delimiter tab",
                purpose: "see whether the file is read rightly this way"),
            .init(command: "enlist inspect contacts.csv --json", purpose: "for scripts"),
        ],
        options: ImportOptionDeclarations.withoutWorkspace(ImportOptionDeclarations.reading)
            + [.json],
        run: InspectCommand.run)
}

/// `enlist inspect`.
enum InspectCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        var options = try ImportOptions(invocation, kind: .importFile)
        options.inputs = invocation.arguments.map(ImportOptions.location)
        let run = try InspectRun(options: options, clock: Int64(Date().timeIntervalSince1970))
        let inspection = run.run(stop: StopFlag())
        let exitStatus = inspection.problem?.exitStatus ?? (inspection.errorCount > 0 ? 3 : 0)
        if invocation.has("--json") {
            return try FinalObject.write(
                InspectionText.json(inspection), exitStatus: exitStatus,
                problem: inspection.problem)
        }
        try Terminal.print(InspectionText.text(inspection))
        return exitStatus
    }
}
