import Foundation

/// By what a file is known to be the one that was read: its path, its size and when it was changed.
package struct FileStamp: Sendable, Equatable {
    /// From the root.
    package let path: String
    package let bytes: Int64
    /// Nanoseconds since 1970, modulo 2^64: a file may say any time.
    package let modified: Int64

    /// Nil when there is no regular file.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        self.path = URL(fileURLWithPath: path).standardizedFileURL.path
        bytes = Int64(status.st_size)
        modified =
            Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
    }
}

extension Workspace {
    /// Whether a finished import of the account has read the file as it is, with rows meaning the
    /// same.
    ///
    /// - Parameter options: the job's options as it keeps them.
    package func hasRead(
        _ file: FileStamp, account: Int64, options: String
    ) throws(StoreError) -> Bool {
        let statement = try connection.prepare(
            """
            SELECT 1
            FROM job_files f
            JOIN jobs j ON j.id = f.job
            WHERE f.path = ? AND f.bytes = ? AND f.modified = ? AND j.account = ? AND j.options = ?
                AND j.kind = 'import' AND j.state = 'finished'
            LIMIT 1
            """)
        statement.bind(file.path, at: 1)
        statement.bind(file.bytes, at: 2)
        statement.bind(file.modified, at: 3)
        statement.bind(account, at: 4)
        statement.bind(options, at: 5)
        defer { statement.reset() }
        return try statement.step()
    }
}
