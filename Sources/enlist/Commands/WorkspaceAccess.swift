import ContactStore
import Foundation
import ImportPipeline

/// Opens the workspace of a command that does not import.
enum WorkspaceAccess {
    /// For reading, beside a writer.
    static func reading(_ invocation: Invocation) throws -> Workspace {
        try reading(invocation.workspacePath, invocation)
    }

    /// All workspaces of a pattern, by name; of a plain path the one.
    static func readingAll(_ invocation: Invocation) throws -> [Workspace] {
        try ShardSet.paths(invocation).map { try reading($0, invocation) }
    }

    private static func reading(_ path: String, _ typed: Invocation) throws -> Workspace {
        var invocation = typed
        invocation.setWorkspace(path)
        try checkExists(invocation)
        let version = try Workspace.version(of: path)
        // Opening for writing upgrades a workspace of an earlier version.
        if (1..<Workspace.currentVersion).contains(version) { _ = try writing(invocation) }
        return try Workspace(reading: path)
    }

    /// For writing; waits for the process that holds it.
    static func writing(_ invocation: Invocation) throws -> Workspace {
        try checkExists(invocation)
        return try Workspace(writing: invocation.workspacePath, lock: lock(invocation))
    }

    /// The writer's lock; waits for the process that holds it.
    static func lock(_ invocation: Invocation) throws -> WorkspaceLock {
        let log = MessageLog(isJSON: false, isQuiet: false)
        return try WorkspaceWait.lock(
            invocation.workspacePath, purpose: invocation.command,
            waitSeconds: try invocation.integer("--wait", in: 0...1_000_000)
        ) { log.note($0) }
    }

    /// That there is a workspace, and one alone.
    static func checkExists(_ invocation: Invocation) throws(ImportError) {
        let path = invocation.workspacePath
        try ShardSet.checkIsOne(path, for: invocation.command)
        guard FileManager.default.fileExists(atPath: path) else {
            throw ImportError(
                .usage, code: "no_workspace",
                "\(path): there is no workspace here; make one with `enlist apply CONFIG.json`")
        }
    }
}
