import Foundation
import Testing

@testable import Records

@Suite("Bytes come from files, pipes and memory")
struct ByteSourceTests {
    private func readAll(_ source: ByteSource, pieceBytes: Int = 7) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 8)
        defer { piece.deallocate() }
        while true {
            let count = try source.read(into: piece)
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }

    @Test func aFileIsReadToItsEnd() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data("some text".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let source = try ByteSource(path: file.path)
        #expect(source.totalBytes == 9)
        #expect(try source.head(4) == Array("some".utf8))
        #expect(try readAll(source) == Array("some text".utf8))
        #expect(source.sourceBytesRead == 9)
    }

    @Test func aHeadThatIsSkippedIsNotReadAgain() throws {
        let source = ByteSource(bytes: Array("some text".utf8))
        #expect(try source.head(100).count == 9)
        source.skip(5)
        #expect(try readAll(source) == Array("text".utf8))
    }

    @Test func aPipeThatIsNotReadyIsWaitedFor() throws {
        let pipe = Pipe()
        let end = pipe.fileHandleForReading.fileDescriptor
        _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
        let writer = pipe.fileHandleForWriting
        Thread.detachNewThread {
            Thread.sleep(forTimeInterval: 0.02)
            writer.write(Data("late".utf8))
            try? writer.close()
        }
        let source = ByteSource(fileDescriptor: end, name: "-")
        #expect(source.totalBytes == nil)
        #expect(try readAll(source) == Array("late".utf8))
    }

    @Test func whatCannotBeReadIsNamed() throws {
        #expect(
            throws: ReadError.system(errno: ENOENT, operation: "open the file", name: "/no/such")
        ) { try ByteSource(path: "/no/such") }
        let folder = try ByteSource(path: "/")
        #expect(throws: ReadError.system(errno: EISDIR, operation: "read", name: "/")) {
            try readAll(folder)
        }
    }

    @Test func errorsSayWhatToDo() {
        #expect(
            ReadError.system(errno: ENOENT, operation: "open the file", name: "a.csv").sentence
                == "a.csv: cannot open the file: No such file or directory.")
        #expect(
            ReadError.missingProgram(name: "a.csv.zst", compression: .zstd).sentence
                == "a.csv.zst: reading zstd needs the program zstd; install the package zstd.")
        #expect(
            ReadError.endsInsideQuotedField(name: "a.csv", line: 7).sentence
                == "a.csv, line 7: the input ends inside a quoted field; "
                + "the file may have been cut, get it again or close the quote.")
    }
}
