import Foundation
import ImportPipeline
import Records

/// The workspaces that a pattern such as `shards/*.db` names: parts of one base of contacts, split
/// by number.
enum ShardSet {
    /// What `scripts/spark-import` writes beside its workspaces.
    private static let fileName = "shards.json"

    /// The files by name; a path that is no pattern stands for itself.
    ///
    /// - Throws: when there is none, or not all shards of the folder are among them: a sum without
    ///   one is wrong.
    static func paths(_ invocation: Invocation) throws -> [String] {
        let pattern = invocation.workspacePath
        guard FoundFiles.isPattern(pattern) else { return [pattern] }
        let paths = try FoundFiles.files(of: pattern) ?? []
        if paths.isEmpty {
            throw ImportError(
                .usage, code: "no_workspace",
                "\(pattern): there is no workspace here; make them with scripts/spark-import")
        }
        let folders = Dictionary(grouping: paths) {
            URL(fileURLWithPath: $0).deletingLastPathComponent().path
        }
        for (folder, found) in folders.sorted(by: { $0.key < $1.key }) {
            try check(found.count, in: folder, of: pattern)
        }
        allowOpenFiles()
        return paths
    }

    /// All workspaces are open at once, each with its log: more files than a process may have open
    /// unless it asks.
    private static func allowOpenFiles() {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        // Where it is refused, opening one of them says so.
        _ = setrlimit(resource, &limit)
    }

    /// Refuses a pattern where a command works on one workspace.
    static func checkIsOne(_ path: String, for command: String) throws(ImportError) {
        guard FoundFiles.isPattern(path) else { return }
        throw ImportError(
            .usage, code: "several_workspaces",
            "\(path): names several workspaces, and `\(command)` works on one: name its file")
    }

    private static func check(_ found: Int, in folder: String, of pattern: String) throws {
        let path = folder + "/" + fileName
        guard let bytes = FileManager.default.contents(atPath: path) else { return }
        let wanted = count(in: Array(bytes))
        guard wanted == found else {
            throw ImportError(
                .usage, code: "shards_incomplete",
                "\(pattern): \(found) workspaces, and \(path) names "
                    + "\(wanted.map { "\($0)" } ?? "no count") of shards: name all of them")
        }
    }

    /// How many shards the file names; nil when it is none that was written for this.
    private static func count(in json: [UInt8]) -> Int? {
        guard case .number(let text)? = JSONValue.parsed(json)?["shards"] else { return nil }
        return Int(text)
    }
}
