import Foundation
import ImportPipeline
import Records

/// The file of a page: whole or not there, for its owner alone.
struct PageFile {
    private let path: String

    /// Checks, before anything is done, what would keep the page from being written.
    ///
    /// - Parameter kept: files that the page may not replace.
    init(_ path: String, keeps kept: [String]) throws(ImportError) {
        self.path = path
        guard !path.isEmpty, path != "-" else {
            throw Self.usage("--html takes the path of a file")
        }
        let folder = Self.folder(of: path)
        guard access(folder, W_OK | X_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            throw Self.usage("\(path): no page can be written into its folder: \(reason)")
        }
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Self.usage("\(path): is no file; name another --html")
        }
        let isKept = kept.contains { other in
            var own = stat()
            return stat(other, &own) == 0 && own.st_ino == status.st_ino
                && own.st_dev == status.st_dev
        }
        guard !isKept else {
            throw Self.usage(
                "\(path): the page would replace what this run reads or writes; name another --html"
            )
        }
    }

    /// Writes a page beside its place and moves it there when it is on disk.
    func write(_ html: String) throws(ImportError) {
        let draft = "\(path).\(getpid()).tmp"
        do throws(Failure) {
            try Self.write(Array(html.utf8), to: draft)
            guard rename(draft, path) == 0 else { throw Failure(errno: errno) }
        } catch {
            unlink(draft)
            throw ImportError(
                .report, code: "page_not_written",
                "\(path): the page cannot be written: \(String(cString: strerror(error.errno)))")
        }
    }

    private struct Failure: Error { let errno: Int32 }

    private static func write(_ bytes: [UInt8], to draft: String) throws(Failure) {
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Failure(errno: errno) }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o600) == 0 else { throw Failure(errno: errno) }
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

    /// As the system finds it, whether it is there or not.
    static func path(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }

    private static func folder(of path: String) -> String {
        let folder = PathName.folder(of: path)
        return folder.isEmpty ? "." : folder
    }

    private static func usage(_ message: String) -> ImportError {
        ImportError(.usage, code: "page_path", message)
    }
}
