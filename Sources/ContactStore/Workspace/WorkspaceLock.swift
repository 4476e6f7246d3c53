import Foundation
import Records

/// The right to write a workspace: an advisory lock on `PATH-lock`, freed by the system when its
/// process ends, however it ends.
package final class WorkspaceLock {
    private let descriptor: Int32

    /// What its file is called by behind the workspace's name.
    static let ending = "-lock"

    /// Who holds the lock, in the holder's own words; nil when the file does not say.
    package struct Busy: Error {
        package let holder: String?
    }

    /// Takes the lock or says at once who holds it.
    ///
    /// - Parameter purpose: what is written for others to read, such as `import contacts.csv`.
    /// - Throws: ``Busy``, or ``StoreError`` when the lock file cannot be made.
    package init(workspace path: String, purpose: String) throws {
        let descriptor = PrivateFile.open(Self.path(workspace: path), O_RDWR | O_CREAT)
        guard descriptor >= 0 else {
            throw StoreError(
                code: StoreError.code(opening: errno), operation: "lock \(path)",
                reason: String(cString: strerror(errno)))
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw StoreError(
                code: StoreError.code(opening: EISDIR), operation: "lock \(path)",
                reason: "its lock is no file")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.read(descriptor)
            close(descriptor)
            throw Busy(holder: holder)
        }
        self.descriptor = descriptor
        Self.write("process \(getpid()): \(purpose)", to: descriptor)
    }

    /// Unlocks before closing: a child being started may still hold a copy of the descriptor.
    deinit {
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Whether anybody, this process too, holds the lock; true when that cannot be told.
    static func isHeld(workspace path: String) -> Bool {
        let descriptor = open(Self.path(workspace: path), O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return errno != ENOENT }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) == 0 else { return true }
        flock(descriptor, LOCK_UN)
        return false
    }

    /// A workspace has one lock, whatever links lead to it.
    private static func path(workspace path: String) -> String {
        Connection.place(of: path) + Self.ending
    }

    private static func read(_ descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 200)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }

    /// The text only helps people; a failure to write it does not matter to the lock.
    private static func write(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        _ = pwrite(descriptor, bytes, bytes.count, 0)
        // Cut behind the text: an emptied file gives its block back, for which some disks wait.
        _ = ftruncate(descriptor, off_t(bytes.count))
    }
}
