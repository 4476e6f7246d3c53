import Foundation
import Testing

@testable import Records

@Suite("Writing on at the end of a file")
struct BlockWriterTests {
    /// A file of its own in the folder for temporary files, or in memory.
    private func withFile(
        in folder: String = NSTemporaryDirectory(), _ body: (String, Int32) throws -> Void
    ) throws {
        let path = folder + "/enlist-blocks-\(UUID().uuidString)"
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        try #require(descriptor >= 0)
        defer {
            close(descriptor)
            unlink(path)
        }
        try body(path, descriptor)
    }

    private func bytes(_ count: Int, from first: Int) -> [UInt8] {
        (first..<first + count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    }

    /// Writes all and returns the first error.
    private func write(_ bytes: [UInt8], to file: BlockWriter) -> Int32 {
        bytes.withUnsafeBytes { file.write($0) }
    }

    private func expect(_ path: String, has expected: [UInt8]) throws {
        let found = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(found == expected)
    }

    @Test("has all bytes after each flush", arguments: [NSTemporaryDirectory(), "/dev/shm"])
    func writes(folder: String) throws {
        try withFile(in: folder) { path, descriptor in
            let file = BlockWriter(descriptor)
            var expected: [UInt8] = []
            let sizes = [1, 4_095, 4_096, 4_097, 1 << 20, (1 << 20) - 1, 3_000_000, 0, 8_192]
            let others = (0..<20).map { _ in Int.random(in: 0...700_000) }
            for size in sizes + others {
                let new = bytes(size, from: expected.count)
                #expect(write(new, to: file) == 0)
                expected += new
                if size % 3 == 0 { continue }
                #expect(file.flush() == 0)
                try expect(path, has: expected)
            }
            #expect(file.flush() == 0)
            try expect(path, has: expected)
        }
    }

    @Test(
        "goes on where it is told to, and keeps what stands before",
        arguments: [0, 1, 4_096, 70_001])
    func goesOn(offset: Int) throws {
        try withFile { path, descriptor in
            let before = bytes(offset, from: 7)
            let written = before.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, offset, 0) }
            #expect(written == offset)
            let file = BlockWriter(descriptor)
            #expect(write(bytes(5_000, from: 0), to: file) == 0)
            #expect(file.move(to: UInt64(offset)) == 0)
            let new = bytes(2_500_000, from: 3)
            #expect(write(new, to: file) == 0)
            #expect(file.flush() == 0)
            try expect(path, has: before + new)
        }
    }

    @Test("is cut behind a full room, and goes on there")
    func isCut() throws {
        try withFile { path, descriptor in
            let file = BlockWriter(descriptor)
            let first = bytes(1 << 20, from: 0)
            #expect(write(first, to: file) == 0)
            #expect(file.flush() == 0)
            #expect(ftruncate(descriptor, 100) == 0)
            #expect(file.move(to: 100) == 0)
            let new = bytes(70, from: 9)
            #expect(write(new, to: file) == 0)
            #expect(file.flush() == 0)
            try expect(path, has: first[..<100] + new)
        }
    }

    @Test("says what fails: a file that is too short, one that may not be written")
    func fails() throws {
        try withFile { path, descriptor in
            #expect(BlockWriter(descriptor).move(to: 100) == EIO)
            let readOnly = open(path, O_RDONLY)
            defer { close(readOnly) }
            let file = BlockWriter(readOnly)
            #expect(write(bytes(10, from: 0), to: file) == 0)
            #expect(file.flush() == EBADF)
            #expect(write(bytes(2 << 20, from: 0), to: BlockWriter(readOnly)) == EBADF)
            try expect(path, has: [])
        }
    }
}
