import ContactStore
import Foundation
import ImportPipeline

/// The inputs of an import that names folders or patterns: the files they hold, by name.
struct FoundFiles {
    /// The call with the files in the place of folders and patterns.
    let invocation: Invocation
    /// Files that nobody named themselves: they are read once.
    private let found: Set<String>

    /// Nil when the call names only files and pipes.
    init?(_ typed: Invocation) throws(UsageError) {
        guard typed.arguments.contains(where: { Self.isFolder($0) || Self.isPattern($0) }) else {
            return nil
        }
        for option in ["--sync", "--job"] where typed.has(option) || typed[option] != nil {
            throw typed.error(
                "\(option) needs files by their names, not a folder or a pattern, whose files are read once"
            )
        }
        var found: Set<String> = []
        var arguments: [String] = []
        for argument in typed.arguments {
            guard let files = Self.files(of: argument) else {
                arguments.append(argument)
                continue
            }
            let inputs = files.filter { !Self.isOutput($0, of: typed) }
            arguments += inputs.filter { !arguments.contains($0) }
            found.formUnion(inputs)
        }
        guard arguments.count <= Self.filesMax else {
            throw typed.error("\(arguments.count) files at once are more than \(Self.filesMax)")
        }
        self.found = found
        invocation = typed.with(arguments: arguments)
    }

    /// As many as a call may name: each is open at once.
    private static let filesMax = 1_000

    /// Without the files that a finished import has read as they are, and their count.
    func unread(
        in workspace: Workspace, account: Account, options: ImportOptions
    ) throws -> (invocation: Invocation, skipped: Int) {
        let json = options.json
        let unread = try invocation.arguments.filter { path in
            guard found.contains(path), let file = FileStamp(path: path) else { return true }
            return try !workspace.hasRead(file, account: account.id, options: json)
        }
        return (
            invocation.with(arguments: unread), invocation.arguments.count - unread.count
        )
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    /// A file of that very name is a file.
    static func isPattern(_ path: String) -> Bool {
        path.contains { "*?[".contains($0) } && !FileManager.default.fileExists(atPath: path)
    }

    /// In the order of their names; nil for a name of a file.
    static func files(of argument: String) -> [String]? {
        let paths: [String]
        if isFolder(argument) {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: argument)) ?? []
            let folder = argument.hasSuffix("/") ? String(argument.dropLast()) : argument
            paths = names.map { folder.isEmpty ? "/\($0)" : "\(folder)/\($0)" }
        } else if isPattern(argument) {
            paths = matches(argument)
        } else {
            return nil
        }
        return paths.filter { FileStamp(path: $0) != nil }
            .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    private static func matches(_ pattern: String) -> [String] {
        var result = glob_t()
        defer { globfree(&result) }
        guard glob(pattern, 0, nil, &result) == 0, let paths = result.gl_pathv else { return [] }
        return (0..<Int(result.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
    }

    /// What enlist itself writes, and files that are not whole yet.
    private static func isOutput(_ path: String, of typed: Invocation) -> Bool {
        let name = URL(fileURLWithPath: path).lastPathComponent
        let endings = [".report.ndjson", ".report.csv", ".part", ".tmp"]
        if name.hasPrefix(".") || endings.contains(where: name.hasSuffix) { return true }
        let outputs = ["--report", "--rejects", "--html", "--metrics"].compactMap { typed[$0] }
        let own = absolute(path)
        return outputs.contains { absolute($0) == own }
            || own.hasPrefix(absolute(typed.workspacePath))
    }

    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }
}
