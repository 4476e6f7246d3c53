import Contacts
import Foundation

/// Where report lines go: a file, standard output or the caller.
///
/// Not thread-safe: used by the report's thread while a run goes on.
final class ReportSink {
    private enum Target {
        case none
        case descriptor(Int32, isFile: Bool)
        case caller(@Sendable ([UInt8]) -> Void)
    }

    /// What the lines are, for messages.
    enum Purpose: String {
        case report, rejects
    }

    private let target: Target
    private let purpose: Purpose
    let name: String
    /// Bytes written so far.
    private(set) var length: UInt64 = 0
    /// Lines for the caller that wait for their commit.
    private var pending: [UInt8] = []

    /// Opens the destination; a file is emptied and readable by its owner alone.
    init(
        _ destination: ReportDestination, purpose: Purpose = .report
    ) throws(ImportError) {
        self.purpose = purpose
        switch destination {
        case .none:
            target = .none
            name = ""
        case .standardOutput:
            target = .descriptor(1, isFile: false)
            name = "standard output"
        case .lines(let receive):
            target = .caller(receive)
            name = ""
        case .file(let path):
            name = path
            let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw Self.failure("open", path, purpose) }
            var status = stat()
            let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
            target = .descriptor(descriptor, isFile: isFile)
        }
    }

    deinit {
        if case .descriptor(let descriptor, _) = target, descriptor > 2 { close(descriptor) }
    }

    var isNone: Bool { if case .none = target { true } else { false } }

    /// Writes all of it, or throws.
    func write(_ bytes: UnsafeBufferPointer<UInt8>) throws(ImportError) {
        switch target {
        case .none: break
        case .caller: pending += bytes
        case .descriptor(let descriptor, _):
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    throw Self.failure("write", name, purpose)
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
        length += UInt64(bytes.count)
    }

    /// Waits until a file's bytes are on disk. A failure is final: what was not written is unknown.
    func flush() throws(ImportError) {
        guard case .descriptor(let descriptor, true) = target else { return }
        guard fdatasync(descriptor) == 0 else { throw Self.failure("flush", name, purpose) }
    }

    /// The rows of what was written so far are committed.
    func release() {
        guard case .caller(let receive) = target, !pending.isEmpty else { return }
        receive(pending)
        pending.removeAll()
    }

    /// Cuts a file to the length that the last commit covers; the rest was rolled back.
    func cut(to length: UInt64) throws(ImportError) {
        pending.removeAll()
        guard case .descriptor(let descriptor, true) = target else { return }
        guard ftruncate(descriptor, off_t(length)) == 0, fsync(descriptor) == 0 else {
            throw Self.failure("cut", name, purpose)
        }
        self.length = length
    }

    private static func failure(
        _ operation: String, _ name: String, _ purpose: Purpose
    ) -> ImportError {
        let reason = String(cString: strerror(errno))
        return ImportError(
            .report, code: "\(purpose)_unwritable",
            "\(name): cannot \(operation) the \(purpose): \(reason); "
                + "make room or name another --\(purpose)"
        )
    }
}
