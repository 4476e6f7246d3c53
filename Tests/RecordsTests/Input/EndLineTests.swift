import Foundation
import Testing

@testable import Records

@Suite("An input that must end with a line")
struct EndLineTests {
    @Test(
        "gives all bytes before the line, however the pipe cuts them", arguments: [1, 2, 3, 7, 64])
    func givesAllBefore(pieceBytes: Int) throws {
        for rows in ["", "a\n", "a\nb\n", "a\n\n", "END\nEN\n"] {
            #expect(try read(rows + "END\n", pieceBytes: pieceBytes) == rows)
        }
    }

    @Test(
        "fails when the line is missing, half or not the last",
        arguments: ["", "a\n", "a\nEND", "a\nEN", "aEND\n", "END\na\n", "a\nEND\n\n"])
    func fails(input: String) {
        for pieceBytes in [1, 3, 64] {
            #expect(throws: ReadError.endsWithoutEndLine(name: "pipe")) {
                try read(input, pieceBytes: pieceBytes)
            }
        }
    }

    private func read(_ input: String, pieceBytes: Int) throws -> String {
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try pipe.fileHandleForWriting.close()
        let source = ByteSource(
            fileDescriptor: pipe.fileHandleForReading.fileDescriptor, name: "pipe", endLine: "END")
        var bytes = try source.head(min(pieceBytes, 2))
        source.skip(bytes.count)
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 8)
        defer { piece.deallocate() }
        while true {
            let count = try source.read(into: piece)
            if count == 0 { break }
            bytes += piece[..<count]
        }
        withExtendedLifetime(pipe) {}
        return String(decoding: bytes, as: UTF8.self)
    }
}
