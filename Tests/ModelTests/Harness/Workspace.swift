import Foundation

/// One workspace of the real command, in a directory of its own.
struct Workspace {
    let directory: URL
    let enlist: Program
    private let sqlite: Program

    init(named name: String) throws {
        directory = FileManager.default.temporaryDirectory.appending(
            path: "enlist-model-\(name)-\(getpid())")
        enlist = Program.enlist(in: directory)
        sqlite = Program(path: "/usr/bin/sqlite3", directory: directory)
        if FileManager.default.fileExists(atPath: directory.path()) { try remove() }
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    func remove() throws { try FileManager.default.removeItem(at: directory) }

    func write(_ text: Text, to name: String) throws {
        try Data(text.bytes).write(to: directory.appending(path: name))
    }

    /// The lines of a file, as JSON; none when there is no such file.
    func lines(of name: String) throws -> [JSON] {
        let url = directory.appending(path: name)
        guard FileManager.default.fileExists(atPath: url.path()) else { return [] }
        return try Text(Data(contentsOf: url)).jsonLines
    }

    func size(of name: String) throws -> Int {
        try Data(contentsOf: directory.appending(path: name)).count
    }

    /// A view's rows as objects, in the order given or the view's own; custom fields as the objects
    /// they are.
    func rows(of view: String, by order: String?) throws -> [JSON] {
        let query = "SELECT * FROM \(view)" + (order.map { " ORDER BY \($0)" } ?? "")
        let outcome = try sqlite.run(["-json", "-readonly", "enlist.db", query])
        guard outcome.status == 0 else { throw Failure(words: "\(query): \(outcome.complaint)") }
        if outcome.output.isBlank { return [] }
        guard case .array(let rows) = try JSONReader.read(outcome.output) else { return [] }
        return try rows.map { try $0.withCustomFieldsRead }
    }

    struct Failure: Error {
        let words: String
    }
}

extension Text {
    var lines: [Text] { bytes.split(separator: UInt8(ascii: "\n")).map { Text($0) } }

    var jsonLines: [JSON] {
        get throws { try lines.map { try JSONReader.read($0) } }
    }
}

extension JSON {
    fileprivate var withCustomFieldsRead: JSON {
        get throws {
            guard case .object(let members) = self else { return self }
            return .object(
                try members.map { member in
                    guard member.name == "custom_fields", case .string(let text) = member.value
                    else { return member }
                    return Member(name: member.name, value: try JSONReader.read(text))
                })
        }
    }
}
