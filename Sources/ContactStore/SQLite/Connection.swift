import CSQLite
import Foundation

/// One SQLite connection, owned by one thread at a time.
final class Connection {
    let handle: OpaquePointer
    let path: String

    /// How a connection uses the file.
    enum Access {
        /// Reads and writes a file that exists.
        case write
        /// Only reads; never checkpoints, so it is safe beside a writer.
        case read
    }

    init(path: String, access: Access) throws(StoreError) {
        _ = Self.isConfigured
        try Self.checkFiles(of: path)
        var handle: OpaquePointer?
        // `:memory:` is a name as any other.
        let place = path.hasPrefix("/") ? path : "./" + path
        let code = sqlite3_open_v2(place, &handle, Self.flags(for: access), nil)
        guard code == SQLITE_OK, let handle else {
            let reason = handle.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            let number = sqlite3_system_errno(handle)
            sqlite3_close_v2(handle)
            throw StoreError(
                code: code & 0xFF == SQLITE_CANTOPEN ? StoreError.code(opening: number) : code,
                operation: "open \(path)", reason: reason)
        }
        self.handle = handle
        self.path = path
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Self.busyMilliseconds)
        _ = enlist_sqlite_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        _ = enlist_sqlite_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        _ = enlist_sqlite_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0)
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Self.valueBytesMax)
        // Not `cell_size_check`: pages that do not fit the cache take a tenth longer to read.
        try execute("PRAGMA mmap_size = 0")
    }

    deinit { sqlite3_close_v2(handle) }

    /// Memory statistics would take a global lock at every allocation; nothing reads them.
    private static let isConfigured = enlist_sqlite_without_memory_statistics() == SQLITE_OK

    /// How long a statement waits for a foreign program's lock before it fails as busy.
    private static let busyMilliseconds: Int32 = 5_000

    /// The largest value or row: far more than a row of ours ever has, and a forged one cannot
    /// fill the memory.
    private static let valueBytesMax: Int32 = 64 << 20

    private static func flags(for access: Access) -> Int32 {
        let base = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        switch access {
        case .write: return base | SQLITE_OPEN_READWRITE
        case .read: return base | SQLITE_OPEN_READONLY
        }
    }

    /// Runs one or more statements that give no rows.
    func execute(_ sql: String) throws(StoreError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, doing: Self.firstWords(of: sql)) }
    }

    /// Bounds the pages that are kept in memory.
    func setCache(kibibytes: Int) throws(StoreError) {
        try execute("PRAGMA cache_size = -\(kibibytes)")
    }

    /// Compiles a statement for repeated use.
    func prepare(_ sql: String) throws(StoreError) -> Statement {
        var statement: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(handle, sql, -1, flags, &statement, nil)
        guard code == SQLITE_OK, let statement else {
            throw error(code, doing: Self.firstWords(of: sql))
        }
        return Statement(handle: statement, connection: self, sql: sql)
    }

    /// Runs `body` in one write transaction: all of it, or nothing.
    func transaction<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        try execute("BEGIN IMMEDIATE")
        do {
            let value = try body()
            try execute("COMMIT")
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    /// Runs `body` as if the tables had no triggers. Compiles all statements again before and
    /// behind it: for many rows at once.
    func withoutTriggers(
        _ body: () throws(StoreError) -> Void
    ) throws(StoreError) {
        _ = enlist_sqlite_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
        defer { _ = enlist_sqlite_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1) }
        try body()
    }

    /// Moves pages from the write-ahead log to the file as far as readers allow; nothing when fewer
    /// than `pagesMin` wait.
    ///
    /// What cannot be moved, for want of room as well, stays safe in the log until it can: SQLite
    /// itself takes a failed checkpoint for no failure of what was committed.
    func moveLog(pagesMin: Int32) {
        guard pagesWritten(forgets: false) >= pagesMin else { return }
        sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        _ = pagesWritten(forgets: true)
    }

    /// Pages written to the log since the count was last forgotten.
    private func pagesWritten(forgets: Bool) -> Int32 {
        var count: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(
            handle, SQLITE_DBSTATUS_CACHE_WRITE, &count, &highest, forgets ? 1 : 0)
        return count
    }

    /// Ends the open transaction without its changes; nothing when there is none.
    func rollBack() {
        if isInTransaction { sqlite3_exec(handle, "ROLLBACK", nil, nil, nil) }
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }
    var changedRows: Int { Int(sqlite3_changes64(handle)) }

    func error(_ code: Int32, doing operation: String) -> StoreError {
        // The file itself was open: a file beside it could not be opened, which may pass.
        let code = code & 0xFF == SQLITE_CANTOPEN ? SQLITE_IOERR : code
        let reason = String(cString: sqlite3_errmsg(handle)) + systemReason(code)
        let error = StoreError(code: code, operation: operation, reason: reason)
        guard error.isCorrupt else { return error }
        return StoreError(code: code, operation: "\(path): \(operation)", reason: reason)
    }

    /// What the system said to SQLite, which keeps it to itself.
    private func systemReason(_ code: Int32) -> String {
        let number = sqlite3_system_errno(handle)
        let isSystems = code & 0xFF == SQLITE_IOERR || code & 0xFF == SQLITE_CANTOPEN
        return isSystems && number != 0 ? ", " + String(cString: strerror(number)) : ""
    }

    static func firstWords(of sql: String) -> String {
        let words = sql.split { $0.isWhitespace || ",=(".contains($0) }
        return words.prefix(3).joined(separator: " ")
    }
}
