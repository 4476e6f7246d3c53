import Foundation
import Fuzzing
import ImportPipeline

/// A folder of its own with a workspace that has one account and one list.
final class TestFolder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory
            .appendingPathComponent("enlist-library-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        try importer.apply(configuration: Self.configuration)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    static let list = "+18005551234"
    static let configuration = """
        {"accounts": [{"name": "Acme", "billing": "active",
          "lists": [{"phone_number": "\(list)", "name": "Main"}],
          "journeys": [{"name": "Welcome", "status": "active", "trigger": {"operator": "AND",
            "conditions": [{"type": "list", "list_number": "\(list)"}]}}]}]}
        """

    var workspace: String { path("enlist.db") }
    var importer: Importer { Importer(workspace: workspace) }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: url.appendingPathComponent(name))
        return path(name)
    }

    func lines(_ name: String) throws -> [String] {
        try String(contentsOfFile: path(name), encoding: .utf8)
            .split(whereSeparator: \.isNewline).map(String.init)
    }
}

/// Options for rows in memory that go to the list of a ``TestFolder``.
func options(_ rows: String) -> ImportOptions {
    var options = ImportOptions(inputs: [.bytes(Array(rows.utf8))])
    options.listNumber = TestFolder.list
    return options
}

/// Rows that all are accepted, each with a number of its own.
func numbered(_ count: Int) -> String {
    "phone,name\n" + (0..<count).map { "415\(2_200_000 + $0),n\($0)\n" }.joined()
}

/// What callbacks were given, in their order.
final class Collected<Element: Sendable>: Sendable {
    private let elements = Guarded<[Element]>([])

    func add(_ element: Element) { elements.withLock { $0.append(element) } }

    var all: [Element] { elements.withLock { $0 } }
}
