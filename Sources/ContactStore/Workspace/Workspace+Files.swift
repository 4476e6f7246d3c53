import Foundation

extension Workspace {
    /// The files of which the workspace at a path consists, there or not; a link to a workspace is
    /// one of them, as SQLite and the lock put theirs beside the file that it leads to.
    package static func files(of path: String) -> [String] {
        let file = Connection.place(of: path)
        return [path] + ["", "-wal", "-shm", "-journal", WorkspaceLock.ending].map { file + $0 }
    }
}
