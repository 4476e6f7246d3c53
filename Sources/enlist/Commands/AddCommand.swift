import Foundation
import ImportPipeline
import Records
import Synchronization

extension CommandDeclaration {
    static let add = CommandDeclaration(
        name: "add", arguments: "[JSON]", argumentCount: 0...1,
        summary: "add one contact, as the single-add endpoint does",
        examples: [
            .init(
                command:
                    "enlist add '{\"phone_number\":\"4155551234\",\"list_number\":\"+18005551234\"}'",
                purpose: "add a contact to a list"),
            .init(
                command: "enlist add --list +18005551234 < request.json",
                purpose: "read the request from standard input"),
        ],
        options: ImportOptionDeclarations.all.filter {
            // A request is no file: its keys are the fields; only dates and numbers may need help.
            let ofFiles = ImportOptionDeclarations.reading.filter {
                !["--date-order", "--extra", "--region"].contains($0)
            }
            return
                !(ofFiles + [
                    "--report", "--report-format", "--rejects", "--html", "--summary", "--progress",
                    "--metrics", "--profile",
                    "--commit-rows", "--memory", "--job", "--anew", "--max-rejects", "--max-enroll",
                    "--sync", "--max-removals", "--max-shrink", "--end-line",
                ]).contains($0.name)
        },
        run: AddCommand.run)
}

/// `enlist add`: one request through the same engine; prints the response.
enum AddCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        let response = Mutex<[UInt8]>([])
        let request = try invocation.arguments.first.map { Array($0.utf8) } ?? typedIn(invocation)
        var options = try ImportOptions(invocation, kind: .singleAdd)
        options.inputs = [.bytes(JSONOutline.onOneLine(request))]
        options.format = .ndjson
        options.threads = 1
        options.batchRows = 1
        options.groupRows = 1
        options.report = .lines { lines in response.withLock { $0 += lines } }
        let outcome = try ImportSession(invocation, options).outcome()
        if let problem = outcome.problem { throw problem }
        let line = response.withLock { $0 }
        if line.isEmpty { throw invocation.error("enlist add needs one JSON object") }
        try Terminal.print(lines: Terminal.showsResults ? pretty(line) : line)
        return outcome.exitStatus
    }

    /// As much as tells that a request is too large.
    private static func typedIn(_ invocation: Invocation) throws(UsageError) -> [UInt8] {
        try WholeFile.beginningOfStandardInput(bytesMax: 2 << 20, invocation)
    }

    /// The response with a line for each key, for people.
    private static func pretty(_ line: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var depth = 0
        var outline = JSONOutline()
        func newLine() { text += [UInt8(ascii: "\n")] + [UInt8](repeating: 0x20, count: depth * 2) }
        for byte in line where byte != UInt8(ascii: "\n") {
            if outline.isInString(byte) {
                text.append(byte)
                continue
            }
            switch byte {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                text.append(byte)
                depth += 1
                newLine()
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                newLine()
                text.append(byte)
            case UInt8(ascii: ","):
                text.append(byte)
                newLine()
            case UInt8(ascii: ":"): text += Array(": ".utf8)
            default: text.append(byte)
            }
        }
        return text + [UInt8(ascii: "\n")]
    }
}
