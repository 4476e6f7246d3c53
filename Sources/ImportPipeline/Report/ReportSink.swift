import ContactStore
import Foundation
import Records

/// Where report lines go: a file, standard output or the caller.
///
/// Not thread-safe: used by the report's thread while a run goes on.
final class ReportSink {
    private enum Target {
        case none
        /// A terminal, a pipe or a device.
        case descriptor(Int32)
        case file(Int32, BlockWriter)
        case caller(@Sendable ([UInt8]) -> Void)
    }

    /// What the lines are, for messages.
    enum Purpose: String {
        case report, rejects
    }

    private let target: Target
    private let purpose: Purpose
    private let isTerminal: Bool
    let name: String
    /// Bytes written so far.
    private(set) var length: UInt64 = 0
    private var digest = StreamDigest()
    /// What an earlier part of the job wrote for good.
    private let earlier: WrittenLength
    /// Lines for the caller that wait for their commit.
    private var pending: [UInt8] = []

    /// Opens the destination; a file is readable by its owner alone.
    ///
    /// - Parameter written: what an earlier part of the job wrote for good; a file must still begin
    ///   with it and is cut to it. Without it a file keeps what it holds until ``begin()``.
    init(
        _ destination: ReportDestination, purpose: Purpose = .report,
        after written: WrittenLength = .none
    ) throws(ImportError) {
        self.purpose = purpose
        earlier = written
        switch destination {
        case .none:
            target = .none
            isTerminal = false
            name = ""
        case .standardOutput:
            target = .descriptor(1)
            isTerminal = isatty(1) == 1
            name = "standard output"
            length = written.bytes
        case .lines(let receive):
            target = .caller(receive)
            isTerminal = false
            name = ""
        case .file(let path):
            name = path
            let mode = written.bytes > 0 ? 0 : O_CREAT
            let access = Self.isPipe(path) ? O_WRONLY : O_RDWR
            let descriptor = PrivateFile.open(path, access | mode)
            guard descriptor >= 0 else { throw Self.openFailure(path, purpose, after: written) }
            var status = stat()
            let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            target =
                isFile ? .file(descriptor, BlockWriter(descriptor)) : .descriptor(descriptor)
            isTerminal = isatty(descriptor) == 1
            if isFile {
                try claim(descriptor)
                try goOn(after: written)
            } else {
                length = written.bytes
            }
        }
    }

    /// A pipe is opened for writing alone: who reads it too never hears that its reader is gone.
    private static func isPipe(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO
    }

    /// Empties a file in which nothing was written for good: another run's, whose report stays as
    /// long as something may refuse this one.
    func begin() throws(ImportError) {
        guard earlier.bytes == 0, case .file(let descriptor, _) = target else { return }
        errno = PrivateFile.empty(descriptor)
        guard errno == 0 else { throw Self.failure("empty", name, purpose, Self.kind) }
    }

    /// Keeps others from writing the file as long as this one is open: two runs, on two workspaces,
    /// would mix their lines.
    private func claim(_ descriptor: Int32) throws(ImportError) {
        // Where a file system knows no locks nobody can tell.
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
        throw ImportError(
            .busy, code: "\(purpose)_busy",
            "\(name): another run writes this \(purpose): wait for its end or name another "
                + "--\(purpose)")
    }

    /// Checks what an earlier part of the job wrote and takes away what stands behind it.
    private func goOn(after written: WrittenLength) throws(ImportError) {
        if written.bytes == 0 { return try syncFolder() }
        guard case .file(let descriptor, let file) = target else { return }
        guard let found = digest.update(fromFile: descriptor, upTo: written.bytes) else {
            throw Self.failure("read", name, purpose)
        }
        length = found
        guard length == written.bytes, digest.value == written.digest else {
            throw Self.changed(
                "\(name): is not the \(purpose) that the job has written any more", purpose)
        }
        if DeliberateFault.reportNotCut.isPlanted {
            _ = file.move(to: UInt64(lseek(descriptor, 0, SEEK_END)))
        } else {
            try cut(to: length)
        }
    }

    /// A new file's name is on disk before anything says that the file is.
    private func syncFolder() throws(ImportError) {
        let folder = PathName.folder(of: name)
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        // Some file systems cannot sync a folder and say so with EINVAL.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw Self.failure("write", name, purpose)
        }
    }

    deinit {
        switch target {
        case .descriptor(let descriptor) where descriptor > 2: close(descriptor)
        case .file(let descriptor, _): close(descriptor)
        default: break
        }
    }

    var isNone: Bool { if case .none = target { true } else { false } }

    /// Writes all of it, or throws. A file may have it only after ``flush()``.
    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(ImportError) {
        let bytes = UnsafeRawBufferPointer(bytes)
        // What fails may be there in part, which ``cut(to:)`` has to know.
        digest.update(bytes)
        length += UInt64(bytes.count)
        if isNone {
            // Nobody wants it.
        } else if isHeldBack {
            pending += bytes
        } else {
            try writeOut(bytes)
        }
    }

    /// Whether lines wait for their commit.
    private var isHeldBack: Bool {
        if case .caller = target { return true }
        return DeliberateFault.commitFirst.isPlanted
    }

    /// What was written so far.
    var written: WrittenLength { WrittenLength(bytes: length, digest: digest.value) }

    /// On a terminal, what would control it is left out.
    private func writeOut(_ bytes: UnsafeRawBufferPointer) throws(ImportError) {
        switch target {
        case .none, .caller: break
        case .file(_, let file): try check(file.write(bytes))
        case .descriptor(let descriptor) where isTerminal:
            let shown = Array(ShownText.of(String(decoding: bytes, as: UTF8.self)).utf8)
            try shown.withUnsafeBufferPointer { (bytes) throws(ImportError) in
                try write(UnsafeRawBufferPointer(bytes), to: descriptor)
            }
        case .descriptor(let descriptor): try write(bytes, to: descriptor)
        }
    }

    private func write(
        _ bytes: UnsafeRawBufferPointer, to descriptor: Int32
    ) throws(ImportError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.failure("write", name, purpose)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Waits until a file's bytes are on disk. A failure is final: what was not written is unknown.
    func flush() throws(ImportError) {
        if case .file(_, let file) = target { try check(file.flush()) }
    }

    /// What fails is told alike whether it was met in writing or in flushing.
    ///
    /// - Parameter error: 0, or the number of what failed.
    private func check(_ error: Int32, _ operation: String = "write") throws(ImportError) {
        if error == 0 { return }
        errno = error
        throw Self.failure(operation, name, purpose)
    }

    /// The rows of what was written so far are committed.
    func release() throws(ImportError) {
        if pending.isEmpty { return }
        defer { pending.removeAll() }
        if case .caller(let receive) = target { return receive(pending) }
        DeliberateFault.commitFirst.dwell()
        try pending.withUnsafeBufferPointer { (bytes) throws(ImportError) in
            try writeOut(UnsafeRawBufferPointer(bytes))
        }
        try flush()
    }

    /// Cuts a file to the length that the last commit covers; the rest was rolled back.
    func cut(to length: UInt64) throws(ImportError) {
        pending.removeAll()
        guard case .file(let descriptor, let file) = target else { return }
        guard ftruncate(descriptor, off_t(length)) == 0, fsync(descriptor) == 0 else {
            throw Self.failure("cut", name, purpose)
        }
        try check(file.move(to: length), "cut")
        self.length = length
    }

    private static func openFailure(
        _ path: String, _ purpose: Purpose, after written: WrittenLength
    ) -> ImportError {
        if errno == ENOENT, written.bytes > 0 {
            return changed("\(path): the job's \(purpose) is gone", purpose)
        }
        return failure("open", path, purpose, kind)
    }

    /// Of a path's failure: who tries a wrong one again as it is would fail again.
    private static var kind: ImportError.Kind {
        let wrong = [ENOENT, ENOTDIR, EISDIR, EACCES, EPERM, ELOOP, ENAMETOOLONG, EROFS, ENXIO]
        return wrong.contains(errno) ? .usage : .report
    }

    private static func changed(_ place: String, _ purpose: Purpose) -> ImportError {
        ImportError(
            .changed, code: "\(purpose)_changed",
            "\(place): put it back and resume, or import all rows again with --anew")
    }

    private static func failure(
        _ operation: String, _ name: String, _ purpose: Purpose,
        _ kind: ImportError.Kind = .report
    ) -> ImportError {
        let reason = String(cString: strerror(errno))
        let remedy = [ENOSPC, EDQUOT].contains(errno) ? "make room or name" : "name"
        return ImportError(
            kind, code: "\(purpose)_unwritable",
            "\(name): cannot \(operation) the \(purpose): \(reason); "
                + "\(remedy) another --\(purpose)")
    }
}
