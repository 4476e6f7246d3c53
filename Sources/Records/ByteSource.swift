import Foundation

/// Where the bytes of one input come from: a file, an open descriptor or memory. One thread.
package final class ByteSource {
    /// The input as the user wrote it, for messages.
    package let name: String
    /// Size of a regular file or of the memory; `nil` for a pipe.
    package let totalBytes: UInt64?

    private let descriptor: Int32
    private let closesDescriptor: Bool
    private var memory: [UInt8] = []
    private var memoryStart = 0

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

    /// Reads from an open descriptor, such as 0 for standard input, which stays open.
    package init(fileDescriptor: Int32, name: String) {
        self.name = name
        self.descriptor = fileDescriptor
        self.closesDescriptor = false
        self.totalBytes = ByteSource.sizeOfRegularFile(fileDescriptor)
    }

    /// Reads from memory.
    package init(bytes: [UInt8], name: String = "memory") {
        self.name = name
        self.descriptor = -1
        self.closesDescriptor = false
        self.totalBytes = UInt64(bytes.count)
        self.memory = bytes
    }

    deinit {
        if closesDescriptor { close(descriptor) }
    }

    /// Reads up to `buffer.count` bytes, fewer when fewer are ready; 0 is the end of the input.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadError) -> Int {
        guard descriptor >= 0 else { return readMemory(into: buffer) }
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else {
                throw .system(errno: errno, operation: "read", name: name)
            }
        }
    }

    private func readMemory(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, memory.count - memoryStart)
        buffer.copyBytes(from: memory[memoryStart..<(memoryStart + count)])
        memoryStart += count
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
