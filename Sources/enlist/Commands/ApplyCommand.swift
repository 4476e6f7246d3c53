import ContactStore
import Contacts
import Foundation
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
        let path = invocation.arguments[0]
        let bytes = try WholeFile.read(path, bytesMax: bytesMax, invocation)
        let folder = path == "-" ? "" : PathName.folder(of: path)
        do {
            let changes = try apply(bytes, folder: folder, invocation)
            let lines = changes.map(\.description)
            Terminal.print(lines.isEmpty ? "nothing to change" : lines.joined(separator: "\n"))
            return 0
        } catch let error as ConfigurationError {
            throw error.inFile(path == "-" ? "standard input" : path)
        }
    }

    /// A file that cannot be used makes no workspace.
    private static func apply(
        _ bytes: [UInt8], folder: String, _ invocation: Invocation
    ) throws -> [ConfigurationChange] {
        let path = invocation.workspacePath
        let isNew = !FileManager.default.fileExists(atPath: path)
        if isNew { _ = try WorkspaceConfiguration(parsing: bytes, storedRegions: [:]) }
        let workspace = try Workspace(creating: path, lock: WorkspaceAccess.lock(invocation))
        let regions = Dictionary(
            try workspace.accounts().map { ($0.name, $0.region) }
        ) { first, _ in first }
        let configuration = try WorkspaceConfiguration(parsing: bytes, storedRegions: regions)
        return try workspace.apply(configuration, folder: folder)
    }

    /// The file becomes a tree in memory; long lists of numbers have files of their own.
    private static let bytesMax = 64 << 20
}
