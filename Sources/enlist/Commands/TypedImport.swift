import Foundation
import ImportPipeline
import Records

/// What was typed for an import, kept with its job: enough to go on with it, and to tell whether
/// another call under its key means the same.
struct TypedImport: Equatable {
    let command: String
    /// The folder it was typed in, which relative paths start from.
    let folder: String
    let arguments: [String]
    let options: [String: String]
    /// Options given several times.
    let lists: [String: [String]]
    let flags: [String]

    /// Options of one process, which decide neither what rows mean nor where results go.
    static let passing: Set<String> = [
        "--workspace", "--wait", "--api-key-file", "--quiet", "--progress", "--summary",
        "--log-format", "--metrics", "--threads", "--max-cost",
        "--provider-rate", "--provider-timeout", "--provider-key-file", "--commit-rows", "--memory",
        "--max-rejects", "--max-enroll", "--max-removals", "--max-shrink", "--anew", "--job",
        "--profile", "--html", "--clock",
    ]

    init(_ invocation: Invocation) {
        command = invocation.command
        folder = FileManager.default.currentDirectoryPath
        // What `add` and `validate` take are people: who is gone from the workspace is gone.
        let takesFiles = !["add", "validate"].contains(command)
        arguments = takesFiles ? invocation.arguments : []
        options = invocation.values.filter { $0.key != OptionDeclaration.workspace.name }
        lists = invocation.lists
        flags = invocation.flags.subtracting(["--anew"]).sorted()
    }

    /// Reads what ``json`` wrote; nil when it is something else.
    init?(parsing json: String) {
        guard let value = JSONValue.parsed(json.utf8),
            case .string(let command)? = value["command"],
            case .string(let folder)? = value["folder"],
            case .array(let arguments)? = value["arguments"],
            case .object(let options)? = value["options"],
            case .object(let lists)? = value["lists"], case .array(let flags)? = value["flags"]
        else { return nil }
        self.command = command
        self.folder = folder
        self.arguments = Self.strings(arguments)
        self.options = Dictionary(
            options.compactMap { key, value in
                if case .string(let text) = value { (key, text) } else { nil }
            }
        ) { first, _ in first }
        self.lists = Dictionary(
            lists.compactMap { key, value in
                if case .array(let texts) = value { (key, Self.strings(texts)) } else { nil }
            }
        ) { first, _ in first }
        self.flags = Self.strings(flags)
    }

    var json: String {
        var object = JSONObject()
        object.add("command", command)
        object.add("folder", folder)
        object.add("arguments", texts: arguments)
        var values = JSONObject()
        for (name, value) in options.sorted(by: { $0.key < $1.key }) { values.add(name, value) }
        object.add("options", json: values.text)
        var several = JSONObject()
        for (name, texts) in lists.sorted(by: { $0.key < $1.key }) {
            several.add(name, texts: texts)
        }
        object.add("lists", json: several.text)
        object.add("flags", texts: flags)
        return object.text
    }

    /// The same without what may differ from call to call; paths as the system knows them.
    var meaning: TypedImport {
        TypedImport(
            command: command, folder: "",
            arguments: arguments.map { $0 == "-" ? $0 : absolute($0) },
            options: options.filter { !Self.passing.contains($0.key) }
                .merging(reportPath) { _, path in path },
            lists: lists,
            flags: flags.filter { !Self.passing.contains($0) })
    }

    /// Keeps the files it read and wrote, besides a page and metrics, wherever one is now.
    func keepFiles(in kept: inout KeptFiles) {
        let call = invocation(with: Invocation(command: command))
        let inputs = arguments.filter { $0 != "-" }
        for path in inputs + SettingsFile.allRead(by: call) { kept.add(absolute(path)) }
        if case .file(let report) = ImportOptions.report(call) { kept.add(absolute(report)) }
        if let path = options["--rejects"] {
            kept.add(rejects: absolute(path), count: arguments.count)
        }
    }

    private var reportPath: [String: String] {
        guard let path = options["--report"], path != "-" else { return [:] }
        return ["--report": absolute(path)]
    }

    /// The call, with the passing options of another.
    func invocation(with other: Invocation) -> Invocation {
        var invocation = Invocation(command: command)
        for argument in arguments { invocation.append(argument: argument) }
        for (name, value) in options { invocation.set(name, to: value) }
        for (name, texts) in lists {
            for text in texts { invocation.add(text, to: name) }
        }
        for flag in flags { invocation.set(flag: flag) }
        for (name, value) in other.values { invocation.set(name, to: value) }
        for flag in other.flags { invocation.set(flag: flag) }
        return invocation
    }

    private init(
        command: String, folder: String, arguments: [String], options: [String: String],
        lists: [String: [String]], flags: [String]
    ) {
        self.command = command
        self.folder = folder
        self.arguments = arguments
        self.options = options
        self.lists = lists
        self.flags = flags
    }

    private func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
            .standardizedFileURL.path
    }

    private static func strings(_ values: [JSONValue]) -> [String] {
        values.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
}
