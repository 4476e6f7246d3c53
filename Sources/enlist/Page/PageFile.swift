import Foundation
import ImportPipeline
import Records

/// The file of a page, for its owner alone.
struct PageFile {
    private let file: AtomicFile

    /// Checks, before anything is done, what would keep the page from being written.
    ///
    /// - Parameter kept: files that the page may not replace.
    init(_ path: String, keeps kept: KeptFiles) throws(ImportError) {
        guard !path.isEmpty, path != "-" else {
            throw Self.usage("--html takes the path of a file")
        }
        let folder = PathName.folder(of: path)
        guard access(folder.isEmpty ? "." : folder, W_OK | X_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            throw Self.usage("\(path): no page can be written into its folder: \(reason)")
        }
        file = AtomicFile(path: path, mode: 0o600)
        guard !file.isTakenByNoFile else {
            throw Self.usage("\(path): is no file; name another --html")
        }
        try kept.check(path, of: "page", option: "--html")
    }

    func write(_ html: String) throws(ImportError) {
        do { try file.write(Array(html.utf8)) } catch {
            throw ImportError(
                .report, code: "page_not_written",
                "\(file.path): the page cannot be written: \(error)")
        }
    }

    private static func usage(_ message: String) -> ImportError {
        ImportError(.usage, code: "page_path", message)
    }
}
