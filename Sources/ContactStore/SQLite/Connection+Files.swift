import CSQLite
import Foundation
import Records

/// What lies in the place of a database and of what SQLite reads beside it.
extension Connection {
    /// Throws where opening the database would wait for a pipe, take what somebody else has laid
    /// beside it in a folder that everybody may write, or reach for other files.
    static func checkFiles(of path: String) throws(StoreError) {
        guard !PrivateFile.isLaidByOthers(path) else {
            throw refusal(path, "somebody else can have laid it there")
        }
        let file = place(of: path)
        for place in [file, file + "-wal", file + "-shm", file + "-journal"] {
            var status = stat()
            guard stat(place, &status) == 0 else { continue }
            // What is no file has no end, or no beginning.
            guard status.st_mode & S_IFMT == S_IFREG else { throw refusal(place, "it is no file") }
            guard !PrivateFile.isLaidByOthers(place) else {
                throw refusal(place, "somebody else has laid it there")
            }
        }
        guard try !endsWithName(file + "-journal") else {
            throw refusal(
                file + "-journal",
                "it names another file, which would be deleted: no workspace has such a journal")
        }
    }

    /// Where the system finds a database, and SQLite what lies beside it. Foundation, which tells
    /// where one would be that is not there yet, takes `link/..` for the folder of the link.
    static func place(of path: String) -> String {
        guard let place = realpath(path, nil) else {
            return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        }
        defer { free(place) }
        return String(cString: place)
    }

    /// Whether a rollback journal ends with the name of a super-journal, as those of transactions
    /// over several databases do. SQLite deletes the file of that name when it has rolled back.
    private static func endsWithName(_ journal: String) throws(StoreError) -> Bool {
        let descriptor = open(journal, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return false }
            throw refusal(journal, String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        let end = lseek(descriptor, 0, SEEK_END)
        var bytes = [UInt8](repeating: 0, count: journalMagic.count)
        guard end >= bytes.count,
            pread(descriptor, &bytes, bytes.count, end - off_t(bytes.count)) == bytes.count
        else { return false }
        return bytes == journalMagic
    }

    /// Of SQLite's file format.
    private static let journalMagic: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]

    private static func refusal(_ place: String, _ reason: String) -> StoreError {
        StoreError(
            code: SQLITE_NOTADB, operation: "open \(place)", reason: reason,
            advice: "look at it, and take it away when it is not yours")
    }
}
