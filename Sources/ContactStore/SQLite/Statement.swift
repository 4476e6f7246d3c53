import CSQLite

/// A compiled statement; parameters are numbered from 1, columns from 0.
///
/// Bound bytes are not copied: they must stay in place until the statement was stepped to its end
/// or reset. The only place besides the parsers with unsafe pointers.
final class Statement {
    private let handle: OpaquePointer
    private let connection: Connection
    private let sql: String

    init(handle: OpaquePointer, connection: Connection, sql: String) {
        self.handle = handle
        self.connection = connection
        self.sql = sql
    }

    deinit { sqlite3_finalize(handle) }

    // SQLite's own marks for "stays in place" and "make a copy".
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    @inline(__always)
    func bind(_ value: Int64, at index: Int32) {
        sqlite3_bind_int64(handle, index, value)
    }

    @inline(__always)
    func bind(_ value: Int, at index: Int32) {
        sqlite3_bind_int64(handle, index, Int64(value))
    }

    func bind(_ value: Int64?, at index: Int32) {
        if let value { bind(value, at: index) } else { bindNull(at: index) }
    }

    @inline(__always)
    func bindNull(at index: Int32) {
        sqlite3_bind_null(handle, index)
    }

    /// Binds UTF-8 text that stays in place; a buffer without base is the empty text.
    @inline(__always)
    func bind(text: UnsafeBufferPointer<UInt8>, at index: Int32) {
        guard let base = text.baseAddress else {
            sqlite3_bind_text(handle, index, "", 0, Self.copied)
            return
        }
        base.withMemoryRebound(to: CChar.self, capacity: text.count) {
            _ = sqlite3_bind_text(handle, index, $0, Int32(text.count), nil)
        }
    }

    func bind(_ text: String, at index: Int32) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                _ = sqlite3_bind_text(
                    handle, index, $0.baseAddress, Int32($0.count), Self.copied)
            }
        }
    }

    func bind(_ text: String?, at index: Int32) {
        if let text { bind(text, at: index) } else { bindNull(at: index) }
    }

    func bind(blob: [UInt8], at index: Int32) {
        blob.withUnsafeBytes {
            _ = sqlite3_bind_blob(handle, index, $0.baseAddress, Int32($0.count), Self.copied)
        }
    }

    /// Goes to the next row; false at the end, after which the statement is ready for new values.
    @inline(__always)
    func step() throws(StoreError) -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else { throw failed(code) }
        sqlite3_reset(handle)
        return false
    }

    /// Runs a statement that gives no rows.
    @inline(__always)
    func run() throws(StoreError) {
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else { throw failed(code) }
        sqlite3_reset(handle)
    }

    /// Leaves the rows that were not read; ready for new values.
    @inline(__always)
    func reset() { sqlite3_reset(handle) }

    private func failed(_ code: Int32) -> StoreError {
        let error = connection.error(code, doing: Connection.firstWords(of: sql))
        sqlite3_reset(handle)
        return error
    }

    var columnCount: Int32 { sqlite3_column_count(handle) }

    @inline(__always)
    func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }
    @inline(__always)
    func int(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }
    func bool(_ column: Int32) -> Bool { int(column) != 0 }

    @inline(__always)
    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func optionalInt64(_ column: Int32) -> Int64? { isNull(column) ? nil : int64(column) }

    /// The column's bytes; they stay in place until the next step or reset. Without base where it
    /// is null.
    @inline(__always)
    func bytes(_ column: Int32) -> UnsafeBufferPointer<UInt8> {
        guard let text = sqlite3_column_text(handle, column) else {
            return .init(start: nil, count: 0)
        }
        return .init(start: text, count: Int(sqlite3_column_bytes(handle, column)))
    }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    func blob(_ column: Int32) -> [UInt8] {
        guard let base = sqlite3_column_blob(handle, column) else { return [] }
        return Array(
            UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(handle, column))))
    }

    /// A blob's words of 64 bits, which it holds little endian; nil when it is no blob of words.
    func words(_ column: Int32) -> [UInt64]? {
        guard let base = sqlite3_column_blob(handle, column) else { return [] }
        let (count, rest) = Int(sqlite3_column_bytes(handle, column)).quotientAndRemainder(
            dividingBy: 8)
        guard rest == 0 else { return nil }
        let bytes = UnsafeRawBufferPointer(start: base, count: count * 8)
        return [UInt64](unsafeUninitializedCapacity: count) { words, filled in
            for index in 0..<count {
                let word = bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
                words.initializeElement(at: index, to: UInt64(littleEndian: word))
            }
            filled = count
        }
    }
}
