import Foundation

/// A file that is there as a whole or as it was before: written beside its place and moved there
/// when it is on disk.
struct AtomicFile {
    let path: String
    /// Who may read it, such as 0o600.
    let mode: mode_t

    struct Failure: Error, CustomStringConvertible {
        let errno: Int32
        var description: String { String(cString: strerror(errno)) }
    }

    /// Whether something stands in its place that is no file: a folder, a device, a pipe.
    var isTakenByNoFile: Bool {
        var status = stat()
        return path.hasSuffix("/") || stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    }

    func write(_ bytes: [UInt8]) throws(Failure) {
        // Moved onto a device, it would be the device's end.
        guard !isTakenByNoFile else { throw Failure(errno: EINVAL) }
        let draft = "\(path).\(getpid()).tmp"
        do throws(Failure) {
            try write(bytes, to: draft)
            guard rename(draft, path) == 0 else { throw Failure(errno: errno) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    private func write(_ bytes: [UInt8], to draft: String) throws(Failure) {
        // One that is there is a dead process's, or a trap.
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw Failure(errno: errno) }
        defer { close(descriptor) }
        guard fchmod(descriptor, mode) == 0 else { throw Failure(errno: errno) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw Failure(errno: errno)
            }
        }
        guard fsync(descriptor) == 0 else { throw Failure(errno: errno) }
    }
}
