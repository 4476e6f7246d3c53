import Foundation

@testable import ContactStore
@testable import Contacts

/// A folder of its own with a workspace, removed at the end.
final class TestFolder {
    let path: String
    var workspacePath: String { path + "/enlist.db" }

    init(_ name: String = "enlist-store-") throws {
        path = NSTemporaryDirectory() + name + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
    }

    /// The workspace for writing; let go of it before the next one.
    func workspace() throws -> Workspace {
        let lock = try WorkspaceLock(workspace: workspacePath, purpose: "test")
        return try Workspace(creating: workspacePath, lock: lock)
    }

    /// Applies a configuration and returns the lines it prints.
    @discardableResult
    func apply(_ json: String) throws -> [String] {
        let workspace = try workspace()
        let regions = Dictionary(
            uniqueKeysWithValues: try workspace.accounts().map { ($0.name, $0.region) })
        let configuration = try WorkspaceConfiguration(
            parsing: Array(json.utf8), storedRegions: regions)
        return try workspace.apply(configuration, folder: path).map(\.description)
    }

    /// The first column of a query's rows.
    func rows(_ sql: String) throws -> [String] {
        let workspace = try Workspace(reading: workspacePath)
        let statement = try workspace.connection.prepare(sql)
        var rows: [String] = []
        while try statement.step() { rows.append(statement.text(0)) }
        return rows
    }

    func execute(_ sql: String) throws { try workspace().connection.execute(sql) }
}

/// The interface's example of a configuration.
let exampleConfiguration = """
    {"accounts":[{
       "name":"Acme", "owner_email":"ops@example.com", "status":"active",
       "settings":{"reject_voip_numbers":false, "region":"US"},
       "billing":"active",
       "lists":[{"phone_number":"+18005551234","name":"Main","brand_name":"Acme","status":"active"}],
       "journeys":[{"name":"Welcome","status":"active",
          "trigger":{"operator":"AND","conditions":[{"type":"list","list_number":"+18005551234"}]}}],
       "blocklist":["+14155550100"]}],
     "dnc":["+14155550101"]}
    """
