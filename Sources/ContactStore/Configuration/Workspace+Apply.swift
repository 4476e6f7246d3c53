import Contacts
import Foundation
import PhoneNumbers

extension Workspace {
    /// Applies a configuration file to the workspace at a path, which is made when there is none; a
    /// file that cannot be used makes none.
    ///
    /// - Parameters:
    ///   - folder: the file's; paths in it are relative to this.
    ///   - lock: takes the writer's lock, and may wait for it.
    /// - Returns: what changed, in the order of the file.
    /// - Throws: ``ConfigurationError``, ``StoreError``, or what `lock` throws.
    package static func apply(
        _ file: [UInt8], folder: String, to path: String, lock: () throws -> WorkspaceLock
    ) throws -> [ConfigurationChange] {
        let isNew = !FileManager.default.fileExists(atPath: path)
        if isNew { _ = try WorkspaceConfiguration(parsing: file, storedRegions: [:]) }
        let workspace = try Workspace(creating: path, lock: lock())
        let regions = Dictionary(
            try workspace.accounts().map { ($0.name, $0.region) }
        ) { first, _ in first }
        let configuration = try WorkspaceConfiguration(parsing: file, storedRegions: regions)
        return try workspace.apply(configuration, folder: folder)
    }

    /// Makes the workspace as the configuration wants it, in one transaction; what it does not name
    /// stays.
    ///
    /// - Parameter folder: the configuration's; paths in it are relative to this.
    /// - Returns: what changed, in the order of the file; empty the second time.
    /// - Throws: ``ConfigurationError`` or ``StoreError``; nothing is changed then.
    package func apply(
        _ configuration: WorkspaceConfiguration, folder: String
    ) throws -> [ConfigurationChange] {
        try connection.execute("BEGIN IMMEDIATE")
        do {
            let changes = try changes(of: configuration, folder: folder)
            try connection.execute("COMMIT")
            return changes
        } catch {
            connection.rollBack()
            throw error
        }
    }

    private func changes(
        of configuration: WorkspaceConfiguration, folder: String
    ) throws -> [ConfigurationChange] {
        var changes: [ConfigurationChange] = []
        let accounts = AccountWriter(connection: connection, secret: try idSecret())
        let numbers = NumberWriter(connection: connection, folder: folder)
        for account in configuration.accounts {
            let id = try accounts.write(account, &changes)
            if let blocklist = account.blocklist {
                let added = try numbers.addToBlocklist(blocklist, of: id)
                let place = "the blocklist of " + ConfigurationChange.account(account.name)
                if added > 0 { changes.append(.added(added, "number", to: place)) }
            }
        }
        if let dnc = configuration.dnc {
            let added = try numbers.addToDNC(dnc)
            if added > 0 { changes.append(.added(added, "number", to: "dnc")) }
        }
        if let ranges = configuration.numberRanges {
            let stored = try RangeWriter(connection: connection, folder: folder).write(ranges)
            if stored > 0 { changes.append(.added(stored, "range", to: "number_ranges")) }
        }
        return changes
    }
}
