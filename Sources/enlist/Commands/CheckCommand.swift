import ContactStore
import ImportPipeline

extension CommandDeclaration {
    static let check = CommandDeclaration(
        name: "check", arguments: "", argumentCount: 0...0,
        summary: "look for damage in the workspace and check that its counts and bills add up",
        details: [
            "Reads all of it, beside a writer. Exit status: 0 all is well, 1 something is wrong."
        ],
        examples: [.init(command: "enlist check", purpose: "after a crash, or before a backup")],
        options: [.json],
        run: CheckCommand.run)
}

/// `enlist check`.
enum CheckCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        let findings = try WorkspaceAccess.reading(invocation).check()
        if invocation.has("--json") { return try write(findings) }
        try Terminal.print(findings.isEmpty ? "all is well" : findings.joined(separator: "\n"))
        return findings.isEmpty ? 0 : 1
    }

    private static func write(_ findings: [String]) throws -> Int32 {
        var object = JSONObject()
        object.add("ok", json: "\(findings.isEmpty)")
        object.add("findings", texts: findings)
        if findings.isEmpty { return try FinalObject.write(object) }
        let problem = ImportError(
            .workspace, code: "check_failed", "the workspace is not as it should be: see findings")
        return try FinalObject.write(object, exitStatus: problem.exitStatus, problem: problem)
    }
}
