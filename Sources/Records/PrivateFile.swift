import Foundation

/// Files that personal data are written to: for their owner alone, whatever the umask, and never
/// where somebody else on this machine has laid a trap.
package enum PrivateFile {
    /// Opens a file as `open(2)` does; -1 with `errno` when it cannot.
    ///
    /// In a folder that everybody may write, such as `/tmp`, links are not followed (`ELOOP`) and
    /// what belongs to somebody else, or has a second name, is not opened (`EPERM`). In one that a
    /// group may write, links of its other members are not followed.
    ///
    /// - Parameters:
    ///   - flags: without `O_TRUNC`, see ``empty(_:mode:)``.
    ///   - mode: of a file that is made.
    package static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o600) -> Int32 {
        let isShared = isInSharedFolder(path)
        var caution = O_CLOEXEC
        if isShared { caution |= O_NOFOLLOW | O_NONBLOCK }
        if !isShared, isInFolder(writableTo: 0o020, path), !isTrustedLink(path) {
            caution |= O_NOFOLLOW
        }
        let descriptor = Foundation.open(path, flags | caution, mode)
        guard descriptor >= 0 else { return -1 }
        let refusal = isShared ? refusalInSharedFolder(descriptor) : 0
        if refusal == 0 { return descriptor }
        close(descriptor)
        errno = refusal
        return -1
    }

    /// Returns 0, or the number of the error.
    private static func refusalInSharedFolder(_ descriptor: Int32) -> Int32 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return errno }
        guard status.st_uid == geteuid(), status.st_nlink == 1 else { return EPERM }
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
        return 0
    }

    /// Empties a file that was opened before; one that others may read becomes its owner's alone.
    ///
    /// - Returns: 0, or the number of the error.
    package static func empty(_ descriptor: Int32, mode: mode_t = 0o600) -> Int32 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return errno }
        // Some file systems have no rights for each file; what is ours is left as it is there.
        if status.st_mode & 0o077 & ~mode != 0, fchmod(descriptor, mode) != 0,
            status.st_uid != geteuid()
        {
            return errno
        }
        return ftruncate(descriptor, 0) == 0 ? 0 : errno
    }

    /// Whether somebody else, other than the system's owner, can have put a file where it is: it
    /// lies in a folder that everybody may write, and it or its link is theirs, or it has a second
    /// name.
    package static func isLaidByOthers(_ path: String) -> Bool {
        var link = stat()
        var file = stat()
        guard isInSharedFolder(path), lstat(path, &link) == 0, stat(path, &file) == 0 else {
            return false
        }
        return [link.st_uid, file.st_uid].contains { $0 != geteuid() && $0 != 0 }
            || file.st_mode & S_IFMT == S_IFREG && file.st_nlink > 1
    }

    /// Whether everybody may make names in the folder of a path.
    private static func isInSharedFolder(_ path: String) -> Bool {
        isInFolder(writableTo: 0o002, path)
    }

    /// Whether others may make names in the folder of a path: 0o020 its group, 0o002 everybody.
    private static func isInFolder(writableTo others: mode_t, _ path: String) -> Bool {
        folderStatus(of: path).map { $0.st_mode & others != 0 } ?? false
    }

    private static func folderStatus(of path: String) -> stat? {
        let folder = PathName.folder(of: path)
        var status = stat()
        return stat(folder.isEmpty ? "." : folder, &status) == 0 ? status : nil
    }

    /// A link of this user, of the system's owner or of the folder's.
    private static func isTrustedLink(_ path: String) -> Bool {
        var link = stat()
        guard let folder = folderStatus(of: path), lstat(path, &link) == 0 else { return false }
        return link.st_mode & S_IFMT == S_IFLNK
            && [geteuid(), 0, folder.st_uid].contains(link.st_uid)
    }
}
