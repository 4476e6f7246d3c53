import CSQLite
import Foundation

/// A failure of SQLite: its extended result code and what was being done.
///
/// Never holds a bound value: those are personal data.
package struct StoreError: Error, Equatable, CustomStringConvertible {
    /// SQLite's extended result code, such as `SQLITE_IOERR_WRITE`.
    package let code: Int32
    /// What was being done, in words: `open enlist.db`, `commit`.
    package let operation: String
    /// SQLite's own words.
    package let reason: String
    /// What to do; nil: what the code tells.
    package let advice: String?

    package init(code: Int32, operation: String, reason: String, advice: String? = nil) {
        self.code = code
        self.operation = operation
        self.reason = reason
        self.advice = advice
    }

    package var description: String { "\(operation): \(reason) (SQLite \(code))" }

    /// The disk or the quota is full.
    package var isFull: Bool { code & 0xFF == SQLITE_FULL }
    /// Another program holds the database.
    package var isBusy: Bool { code & 0xFF == SQLITE_BUSY || code & 0xFF == SQLITE_LOCKED }
    /// The file is not a database, or is damaged.
    ///
    /// A statement that cannot run at all finds other tables than ours, and a value over the limit
    /// is none of ours.
    package var isCorrupt: Bool {
        [SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_TOOBIG].contains(code & 0xFF) || code == SQLITE_ERROR
    }

    /// The code of a file that cannot be opened: for good when there is none or it is a folder,
    /// else for a reason that may pass.
    static func code(opening errno: Int32) -> Int32 {
        switch errno {
        case ENOENT, EISDIR, ENOTDIR: SQLITE_CANTOPEN
        default: SQLITE_IOERR
        }
    }

    /// There is no such file or it is no database: trying again as it is does not help.
    package var isUnusable: Bool { code & 0xFF == SQLITE_NOTADB || code & 0xFF == SQLITE_CANTOPEN }
}
