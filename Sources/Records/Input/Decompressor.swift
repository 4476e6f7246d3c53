import Foundation

/// A program that unpacks an input: a child process between two descriptors.
///
/// The kernel's socket buffer bounds what it is ahead, so that no archive fills memory or disk.
final class Decompressor {
    /// Where its output is read.
    let output: Int32
    private let compression: Compression
    private let name: String
    private var process: pid_t = 0

    /// Starts the program on the bytes of a source, from its beginning.
    init(_ compression: Compression, reading source: ByteSource) throws(ReadError) {
        self.compression = compression
        name = source.name
        let ends = try Decompressor.connectedSockets(name: source.name)
        output = ends.ours
        defer { close(ends.its) }
        let input = try Decompressor.input(of: source)
        defer { close(input) }
        try start(input: input, output: ends.its)
    }

    deinit {
        close(output)
        guard process > 0 else { return }
        kill(process, SIGKILL)
        _ = waitForExit()
    }

    /// Called at the end of the output. Throws when the program did not get through its input.
    func finish() throws(ReadError) {
        guard process > 0 else { return }
        guard waitForExit() == 0 else {
            throw .damagedCompression(name: name, compression: compression)
        }
    }

    /// A descriptor for the program: the file itself at its beginning, else one that is fed.
    private static func input(of source: ByteSource) throws(ReadError) -> Int32 {
        let pending = source.takePending()
        let descriptor = source.descriptor < 0 ? -1 : fcntl(source.descriptor, F_DUPFD_CLOEXEC, 3)
        if descriptor >= 0, lseek(descriptor, -off_t(pending.count), SEEK_CUR) >= 0 {
            return descriptor
        }
        let ends = try connectedSockets(name: source.name)
        ProgramFeed(head: pending, source: descriptor, target: ends.ours).start()
        return ends.its
    }

    /// Sockets instead of pipes, because they can be made so that no other child inherits them.
    private static func connectedSockets(
        name: String
    ) throws(ReadError) -> (ours: Int32, its: Int32) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw .system(errno: errno, operation: "make a socket", name: name)
        }
        return (ends[0], ends[1])
    }

    private func start(input: Int32, output: Int32) throws(ReadError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let command = compression.command
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let arguments = command.map { strdup($0) } + [nil]
        let environment = [strdup("PATH=\(path)"), nil]
        defer { for text in arguments + environment { free(text) } }
        let status = posix_spawnp(&process, command[0], &actions, nil, arguments, environment)
        guard status == 0 else {
            process = 0
            throw .missingProgram(name: name, compression: compression)
        }
    }

    private func waitForExit() -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        process = 0
        return status
    }
}

/// Feeds a program what was read ahead from a pipe, and then the rest of it, on a thread of its
/// own.
///
/// A socket can be told not to raise SIGPIPE when the program ends early.
private struct ProgramFeed: Sendable {
    let head: [UInt8]
    /// -1 when the head is all. Closed at the end, as the target is.
    let source: Int32
    let target: Int32

    func start() {
        Thread.detachNewThread { run() }
    }

    private func run() {
        defer {
            close(target)
            if source >= 0 { close(source) }
        }
        guard head.withUnsafeBytes({ send($0) }) else { return }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 8)
        defer { piece.deallocate() }
        while source >= 0 {
            let count = read(source, piece.baseAddress, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0, send(UnsafeRawBufferPointer(rebasing: piece[..<count])) else { return }
        }
    }

    /// False when nobody reads any more.
    private func send(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
            let count = Foundation.send(
                target, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}
