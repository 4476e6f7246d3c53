import Foundation

/// Where the bytes of one input come from: a file, an open descriptor, memory or a program that
/// unpacks one of these. One thread.
package final class ByteSource {
    /// The input as the user wrote it, for messages.
    package let name: String
    /// Size of a regular file or of the memory, packed as it is; `nil` for a pipe.
    package let totalBytes: UInt64?

    /// -1 for memory.
    let descriptor: Int32
    private let closesDescriptor: Bool
    /// Bytes read ahead, or the whole memory.
    private var pending: [UInt8] = []
    private var pendingStart = 0
    private var decompressor: Decompressor?
    private var endLine: EndLine?
    /// What the decompressor reads from; kept open as long as this source.
    private var packed: ByteSource?

    /// Opens a file for reading; closed when the source goes away.
    package init(path: String) throws(ReadError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .system(errno: errno, operation: "open the file", name: path)
        }
        self.name = path
        self.descriptor = descriptor
        self.closesDescriptor = true
        self.totalBytes = ByteSource.sizeOfRegularFile(descriptor)
        if totalBytes != nil {
            posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        }
    }

    /// The same file, which stays open though this source goes away.
    private init?(again source: ByteSource) {
        let descriptor = fcntl(source.descriptor, F_DUPFD_CLOEXEC, 3)
        guard source.closesDescriptor, source.totalBytes != nil, descriptor >= 0 else {
            if descriptor >= 0 { close(descriptor) }
            return nil
        }
        name = source.name
        self.descriptor = descriptor
        closesDescriptor = true
        totalBytes = source.totalBytes
    }

    /// A regular file once more, to be read when this source is gone; nil for anything else.
    func again() -> ByteSource? { ByteSource(again: self) }

    /// Goes back to a file's beginning; nothing was read yet from this source.
    package func rewind() { lseek(descriptor, 0, SEEK_SET) }

    /// Reads from an open descriptor, such as 0 for standard input, which stays open.
    package init(fileDescriptor: Int32, name: String) {
        self.name = name
        self.descriptor = fileDescriptor
        self.closesDescriptor = false
        self.totalBytes = ByteSource.sizeOfRegularFile(fileDescriptor)
    }

    /// Reads from an open descriptor whose last line must be `endLine`; it is no record. Without it
    /// the input was cut, and reading fails behind the last bytes that are certain.
    package convenience init(fileDescriptor: Int32, name: String, endLine: String) {
        self.init(fileDescriptor: fileDescriptor, name: name)
        self.endLine = EndLine(endLine)
    }

    /// Reads from memory.
    package init(bytes: [UInt8], name: String = "memory") {
        self.name = name
        self.descriptor = -1
        self.closesDescriptor = false
        self.totalBytes = UInt64(bytes.count)
        self.pending = bytes
    }

    /// Reads what a program makes of `packed`.
    init(unpacking packed: ByteSource, by decompressor: Decompressor) {
        self.name = packed.name
        self.descriptor = decompressor.output
        self.closesDescriptor = false
        self.totalBytes = packed.totalBytes
        self.decompressor = decompressor
        self.packed = packed
    }

    deinit {
        if closesDescriptor { close(descriptor) }
    }

    /// Its bytes are unpacked from another source.
    var isPacked: Bool { packed != nil }

    /// Bytes taken from a file so far, packed as it is; `nil` for a pipe. With `totalBytes` it
    /// tells how far a run is.
    var sourceBytesRead: UInt64? {
        if let packed { return packed.sourceBytesRead }
        guard totalBytes != nil else { return nil }
        guard descriptor >= 0 else { return UInt64(pendingStart) }
        let ahead = pending.count - pendingStart
        return UInt64(max(lseek(descriptor, 0, SEEK_CUR) - ahead, 0))
    }

    /// Reads up to `buffer.count` bytes, fewer when fewer are ready; 0 is the end of the input.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        if pendingStart < pending.count { return readPending(into: buffer) }
        guard descriptor >= 0 else { return 0 }
        let count = try readDescriptor(into: buffer)
        if count == 0 { try decompressor?.finish() }
        return count
    }

    /// Whether reading would give bytes, the end or an error at once, or does so within the time.
    func isReady(withinMilliseconds time: Int32) -> Bool {
        guard descriptor >= 0, pendingStart == pending.count else { return true }
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, time) != 0
    }

    /// The first bytes, `count` or all there are; they are still read afterwards.
    func head(_ count: Int) throws(ReadError) -> [UInt8] {
        while descriptor >= 0, pending.count < count {
            let piece = UnsafeMutableRawBufferPointer.allocate(
                byteCount: count - pending.count, alignment: 8)
            defer { piece.deallocate() }
            let length = try readDescriptor(into: piece)
            if length == 0 { break }
            pending += piece[..<length]
        }
        return Array(pending.prefix(count))
    }

    /// The first piece of what is still unread of a plain file that has a byte outside ASCII,
    /// looked for in so many bytes; `nil` when there is none, or the source cannot be read ahead.
    func bytesOutsideASCII(within bytesMax: Int) -> [UInt8]? {
        guard descriptor >= 0, totalBytes != nil else { return nil }
        let start = lseek(descriptor, 0, SEEK_CUR)
        guard start >= 0 else { return nil }
        for offset in stride(from: 0, to: bytesMax, by: 1 << 18) {
            let piece = [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
                count = max(
                    pread(descriptor, buffer.baseAddress, buffer.count, start + off_t(offset)), 0)
            }
            if piece.isEmpty { return nil }
            if !EncodingProbe.isASCII(piece) { return piece }
        }
        return nil
    }

    /// Passes over bytes that `head` gave.
    func skip(_ count: Int) {
        pendingStart = min(pendingStart + count, pending.count)
    }

    /// Gives up the bytes read ahead, for another reader of the descriptor.
    func takePending() -> [UInt8] {
        defer { pending = [] }
        return Array(pending[pendingStart...])
    }

    private func readDescriptor(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(ReadError) -> Int {
        while true {
            let count = try readSystem(into: buffer)
            if endLine == nil { return count }
            let given =
                (count == 0 ? endLine?.finish(buffer) : endLine?.pass(buffer, count: count)) ?? 0
            if endLine?.state == .cut { throw .endsWithoutEndLine(name: name) }
            if given > 0 || count == 0 { return given }
        }
    }

    private func readSystem(
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(ReadError) -> Int {
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno == EAGAIN {
                // A descriptor inherited in non-blocking mode: wait here instead.
                var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                poll(&request, 1, -1)
            } else if errno != EINTR {
                throw .system(errno: errno, operation: "read", name: name)
            }
        }
    }

    private func readPending(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, pending.count - pendingStart)
        buffer.copyBytes(from: pending[pendingStart..<(pendingStart + count)])
        pendingStart += count
        if pendingStart == pending.count, descriptor >= 0 {
            pending = []
            pendingStart = 0
        }
        return count
    }

    private static func sizeOfRegularFile(_ descriptor: Int32) -> UInt64? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return UInt64(max(status.st_size, 0))
    }
}
