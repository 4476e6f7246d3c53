import Foundation
import Records

/// A workspace: one SQLite file with accounts, lists, contacts, jobs and the ledger.
///
/// One process at a time writes; readers may stand beside it.
package final class Workspace {
    package let path: String
    let connection: Connection
    /// Held for as long as this workspace may write; nil for readers.
    private let lock: WorkspaceLock?
    /// Of a second connection; nil: SQLite's own size.
    private(set) var readerCacheKiB: Int?

    /// Opens a workspace for writing and creates it when it is missing.
    ///
    /// - Parameter lock: the writer's lock, taken for the same path.
    /// - Throws: ``StoreError`` when the file cannot be opened, is not a workspace, or is newer
    ///   than this program.
    package convenience init(creating path: String, lock: WorkspaceLock) throws(StoreError) {
        try Self.createPrivately(path)
        try self.init(connection: Connection(path: path, access: .write), path: path, lock: lock)
        try prepareForWriting()
        if try userVersion() == 0 {
            try checkIsEmpty()
            try create()
        }
        try upgrade()
        try checkVersion()
    }

    /// Opens an existing workspace for writing.
    package convenience init(writing path: String, lock: WorkspaceLock) throws(StoreError) {
        try Self.checkExists(path)
        try self.init(connection: Connection(path: path, access: .write), path: path, lock: lock)
        try prepareForWriting()
        try upgrade()
        try checkVersion()
    }

    /// Opens an existing workspace for reading, beside a writer. One of an earlier version has to
    /// be opened for writing first, which upgrades it.
    package convenience init(reading path: String) throws(StoreError) {
        try Self.checkExists(path)
        try self.init(connection: Connection(path: path, access: .read), path: path, lock: nil)
        try checkVersion()
    }

    private init(connection: Connection, path: String, lock: WorkspaceLock?) throws(StoreError) {
        self.connection = connection
        self.path = path
        self.lock = lock
    }

    /// Pages of 16 KiB: measured best for a million rows of about 190 bytes.
    private func prepareForWriting() throws(StoreError) {
        try connection.execute(
            """
            PRAGMA page_size = 16384;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA secure_delete = FAST;
            PRAGMA temp_store = FILE;
            PRAGMA cache_size = -\(Self.cacheKiB);
            PRAGMA wal_autocheckpoint = \(Self.checkpointPages);
            """)
    }

    /// SQLite's page cache, unless ``setCaches(_:)`` says otherwise.
    private static let cacheKiB = 24 * 1024

    /// Bounds what SQLite keeps of the file in memory: part of the memory budget of an import.
    package func setCaches(_ sizes: CacheSizes) throws(StoreError) {
        try connection.setCache(kibibytes: sizes.writer)
        readerCacheKiB = sizes.reader
    }
    /// Pages in the write-ahead log before they move to the file: 128 MiB. A page that several
    /// commits changed moves once; a log twice as long saves no more, and takes new pages of the
    /// system's cache where this one is written over.
    private static let checkpointPages = 8192

    private func create() throws(StoreError) {
        try connection.transaction { () throws(StoreError) in
            try connection.execute(Schema.tables)
            try connection.execute(Schema.phoneTables)
            try connection.execute(Schema.keyedTables)
            try connection.execute(Schema.runTables)
            try connection.execute(Schema.jobTables)
            try connection.execute(Schema.fileTable)
            try connection.execute(Schema.repeatTable)
            try connection.execute(Schema.packedTables)
            for trigger in Schema.triggers { try connection.execute(trigger.sql) }
            try connection.execute(Schema.views)
            let secret = try connection.prepare("INSERT INTO secrets VALUES('ids', ?)")
            var random = SystemRandomNumberGenerator()
            secret.bind(
                blob: (0..<Self.secretBytes).map { _ in UInt8.random(in: 0...255, using: &random) },
                at: 1)
            try secret.run()
            try connection.execute("PRAGMA application_id = \(Schema.applicationID)")
            try connection.execute("PRAGMA user_version = \(Schema.version)")
        }
    }

    /// The version of an existing workspace's tables.
    package static func version(of path: String) throws(StoreError) -> Int64 {
        try checkExists(path)
        let connection = try Connection(path: path, access: .read)
        return try Workspace(connection: connection, path: path, lock: nil).userVersion()
    }

    /// The version that this program writes.
    package static var currentVersion: Int64 { Schema.version }

    func userVersion() throws(StoreError) -> Int64 {
        let statement = try connection.prepare("PRAGMA user_version")
        defer { statement.reset() }
        return try statement.step() ? statement.int64(0) : 0
    }

    private func checkVersion() throws(StoreError) {
        let version = try userVersion()
        guard version == Schema.version else {
            let isNewer = version > Schema.version
            throw StoreError(
                code: 26, operation: "open \(path)",
                reason: isNewer
                    ? "it was made by a newer enlist (version \(version))"
                    : "it is not an enlist workspace",
                advice: isNewer ? "install that" : nil)
        }
        try checkSchema(exactly: true)
        try checkKeys()
    }

    /// The secret under which ids are made, 32 bytes, made once with the workspace.
    package func idSecret() throws(StoreError) -> [UInt8] {
        let statement = try connection.prepare("SELECT value FROM secrets WHERE name = 'ids'")
        defer { statement.reset() }
        guard try statement.step() else {
            throw StoreError(code: 11, operation: "open \(path)", reason: "its secret is missing")
        }
        let secret = statement.blob(0)
        guard secret.count == Self.secretBytes else {
            throw StoreError(code: 11, operation: "open \(path)", reason: "its secret is damaged")
        }
        return secret
    }

    private static let secretBytes = 32

    private static func checkExists(_ path: String) throws(StoreError) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError(
                code: 14, operation: "open \(path)",
                reason: "there is no workspace here; make one with `enlist apply CONFIG.json`")
        }
    }

    /// Makes the file with rights for its owner alone, before SQLite would make it for everyone.
    ///
    /// - Parameter mustBeNew: fail when it is there.
    static func createPrivately(_ path: String, mustBeNew: Bool = false) throws(StoreError) {
        let descriptor = PrivateFile.open(path, O_RDWR | O_CREAT | (mustBeNew ? O_EXCL : 0))
        guard descriptor >= 0 else {
            throw StoreError(
                code: 14, operation: "create \(path)", reason: String(cString: strerror(errno)))
        }
        close(descriptor)
    }
}

/// KiB of SQLite's page caches: of the connection that writes, and of the one that looks up ahead.
package struct CacheSizes: Sendable {
    let writer: Int
    let reader: Int

    package init(writer: Int, reader: Int) {
        self.writer = writer
        self.reader = reader
    }
}
