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
    ///
    /// - Throws: `UsageError`, and ``ImportError`` for a folder that cannot be read: it is not
    ///   empty.
    init?(_ typed: Invocation) throws {
        guard typed.arguments.contains(where: { Self.isFolder($0) || Self.isPattern($0) }) else {
            return nil
        }
        for option in ["--sync", "--job"] where typed.has(option) || typed[option] != nil {
            throw typed.error(
                "\(option) needs files by their names, not a folder or a pattern, whose files are read once"
            )
        }
        let kept = Self.kept(by: typed)
        let named = Set(typed.arguments)
        var found: Set<String> = []
        var arguments: [String] = []
        for argument in typed.arguments {
            guard let files = try Self.files(of: argument) else {
                arguments.append(argument)
                continue
            }
            let inputs = files.filter { !kept.hold($0) && !Self.isNoInput($0) }
            arguments += inputs.filter { !named.contains($0) && found.insert($0).inserted }
        }
        let filesMax = ImportOptions.inputsMax
        guard arguments.count <= filesMax else {
            throw typed.error("\(arguments.count) files at once are more than \(filesMax)")
        }
        self.found = found
        invocation = typed.with(arguments: arguments)
    }

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
    static func files(of argument: String) throws(ImportError) -> [String]? {
        let paths: [String]
        if isFolder(argument) {
            let names = try names(in: argument)
            let folder = argument.hasSuffix("/") ? String(argument.dropLast()) : argument
            paths = names.map { folder.isEmpty ? "/\($0)" : "\(folder)/\($0)" }
        } else if isPattern(argument) {
            paths = try matches(argument)
        } else {
            return nil
        }
        return paths.filter { FileStamp(path: $0) != nil }
            .sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    private static func names(in folder: String) throws(ImportError) -> [String] {
        guard let stream = opendir(folder) else { throw unreadable(folder, errno) }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            names.append(name)
            errno = 0
        }
        guard errno == 0 else { throw unreadable(folder, errno) }
        return names.filter { $0 != "." && $0 != ".." }
    }

    /// None for a folder that is there and holds no such file.
    private static func matches(_ pattern: String) throws(ImportError) -> [String] {
        var result = glob_t()
        defer { globfree(&result) }
        switch glob(pattern, GLOB_ERR, nil, &result) {
        case 0: break
        case GLOB_NOMATCH: return []
        default: throw unreadable(pattern, errno)
        }
        guard let paths = result.gl_pathv else { return [] }
        return (0..<Int(result.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
    }

    private static func unreadable(_ place: String, _ number: Int32) -> ImportError {
        ImportError(
            .input, code: "input_unreadable",
            "\(place): the folder cannot be read: \(String(cString: strerror(number)))")
    }

    /// Reports of other imports, hidden files, and files that are not whole yet.
    private static func isNoInput(_ path: String) -> Bool {
        let name = URL(fileURLWithPath: path).lastPathComponent
        return name.hasPrefix(".")
            || [".report.ndjson", ".report.csv", ".part", ".tmp"].contains(where: name.hasSuffix)
    }

    /// The workspace, what this call takes its settings and keys from, and what it writes.
    private static func kept(by typed: Invocation) -> KeptFiles {
        var kept = KeptFiles(workspace: typed.workspacePath)
        for path in SettingsFile.allRead(by: typed) { kept.add(path) }
        for option in ["--report", "--rejects", "--html", "--metrics"] {
            if let path = typed[option] { kept.add(path) }
        }
        return kept
    }
}
