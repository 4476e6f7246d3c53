import ContactStore
import Contacts
import ImportPipeline
import Records

extension CommandDeclaration {
    static let apply = CommandDeclaration(
        name: "apply", arguments: "CONFIG.json", argumentCount: 1...1,
        summary: "set up accounts, lists, journeys, DNC and blocklists from a file",
        details: [
            "Creates and updates what the file names, all of it or nothing; what it does not name\n"
                + "stays. Makes the workspace when there is none. Applied twice, it changes nothing."
        ],
        examples: [
            .init(command: "enlist apply workspace.json", purpose: "set a workspace up"),
            .init(
                command: "enlist --workspace acme.db apply - < workspace.json",
                purpose: "another workspace, from standard input"),
        ],
        options: [.wait],
        run: ApplyCommand.run)
}

/// `enlist apply`: makes the workspace as a file says; prints what changed.
enum ApplyCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        try ShardSet.checkIsOne(invocation.workspacePath, for: invocation.command)
        let path = invocation.arguments[0]
        let bytes = try WholeFile.read(path, bytesMax: bytesMax, invocation)
        let folder = path == "-" ? "" : PathName.folder(of: path)
        do {
            let changes = try Workspace.apply(
                bytes, folder: folder, to: invocation.workspacePath
            ) { try WorkspaceAccess.lock(invocation) }
            let lines = changes.map(\.description)
            try Terminal.print(lines.isEmpty ? "nothing to change" : lines.joined(separator: "\n"))
            return 0
        } catch let error as ConfigurationError {
            throw error.inFile(path == "-" ? "standard input" : path)
        }
    }

    /// The file becomes a tree in memory; long lists of numbers have files of their own.
    private static let bytesMax = 64 << 20
}
