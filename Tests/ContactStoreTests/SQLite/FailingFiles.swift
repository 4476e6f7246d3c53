import CSQLite
import Foundation
import Fuzzing
import Synchronization

/// A file system for SQLite in which a chosen write or sync, and all behind it, fails with an I/O
/// error; everything else goes to the system's own.
///
/// Registered once as the default one of the tests' process; it fails only while a plan is set.
enum FailingFiles {
    /// Files whose path has this in it can fail; other tests go on beside.
    static let mark = "enlist-failing-"

    /// SQLITE_IOERR_WRITE and SQLITE_IOERR_FSYNC, which are macros that Swift does not import.
    private static let failedWrite = SQLITE_IOERR | 3 << 8
    private static let failedSync = SQLITE_IOERR | 4 << 8

    /// Operations that are still to succeed; none fails below zero of no plan.
    private static let left = Atomic<Int>(.max)

    static func register() throws { try registration.get() }

    /// Runs `body` with the operation of this number (from 0) and all behind it failing; true when
    /// that many were made.
    static func failing(from number: Int, _ body: () throws -> Void) rethrows -> Bool {
        left.store(number, ordering: .sequentiallyConsistent)
        defer { left.store(.max, ordering: .sequentiallyConsistent) }
        try body()
        return left.load(ordering: .sequentiallyConsistent) < 0
    }

    /// False when the operation at hand has to fail.
    private static func succeeds() -> Bool {
        if left.load(ordering: .sequentiallyConsistent) == .max { return true }
        return left.subtract(1, ordering: .sequentiallyConsistent).newValue >= 0
    }

    struct Unregistered: Error {}

    // SQLite keeps these addresses for as long as the process lives.
    private nonisolated(unsafe) static let original =
        UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
    private nonisolated(unsafe) static let files =
        UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    private nonisolated(unsafe) static var originalOpen = sqlite3_vfs().xOpen

    private static let registration = Result<Void, Unregistered> { () throws(Unregistered) in
        guard let system = sqlite3_vfs_find(nil) else { throw Unregistered() }
        files.initialize(to: system.pointee)
        originalOpen = system.pointee.xOpen
        files.pointee.pNext = nil
        files.pointee.xOpen = { vfs, name, file, flags, outFlags in
            guard let open = FailingFiles.originalOpen else { return SQLITE_ERROR }
            let code = open(vfs, name, file, flags, outFlags)
            if code == SQLITE_OK, let file, let name,
                String(cString: name).contains(FailingFiles.mark)
            {
                FailingFiles.wrap(file)
            }
            return code
        }
        guard sqlite3_vfs_register(files, 1) == SQLITE_OK else { throw Unregistered() }
    }

    /// By the address of the system's methods, that of ours: its locking differs among files.
    private static let ours = Guarded<[Int: Int]>([:])

    /// Puts our writes and syncs in the place of the system's, which are the same for all files.
    private static func wrap(_ file: UnsafeMutablePointer<sqlite3_file>) {
        guard let own = file.pointee.pMethods else { return }
        let address = ours.withLock { ours in
            if let known = ours[Int(bitPattern: own)] { return known }
            original.initialize(to: own.pointee)
            let methods = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
            methods.initialize(to: own.pointee)
            methods.pointee.xWrite = { file, bytes, count, offset in
                guard FailingFiles.succeeds() else { return FailingFiles.failedWrite }
                return FailingFiles.original.pointee.xWrite(file, bytes, count, offset)
            }
            methods.pointee.xSync = { file, flags in
                guard FailingFiles.succeeds() else { return FailingFiles.failedSync }
                return FailingFiles.original.pointee.xSync(file, flags)
            }
            ours[Int(bitPattern: own)] = Int(bitPattern: methods)
            return Int(bitPattern: methods)
        }
        file.pointee.pMethods = UnsafePointer(bitPattern: address)
    }
}
