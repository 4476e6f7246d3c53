import Foundation
import Fuzzing
import Testing

@testable import Records

@Suite("Mutated archives")
struct ArchiveFuzzTests {
    @Test("are unpacked, or refused with a reason")
    func archives() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("enlist-archive-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        fuzz("archives") { seed, random in
            var bytes = Self.archive(of: random.next(below: 3))
            random.mutate(&bytes, changesMax: 3, specials: Array("PK".utf8) + [1, 2, 3, 5, 6, 255])
            do throws(ReadError) {
                try? Data(bytes).write(to: file)
                let source = try ByteSource(path: file.path)
                try ZipDirectory.checkSingleFile(of: source)
                // Starting a program for each would test nothing but the program.
                if seed % 64 == 0 { _ = try source.unpacked().source.head(100) }
            } catch {
                #expect(!error.sentence.isEmpty, "seed \(seed)")
            }
        }
    }

    /// A zip file of stored, empty files, by PKWARE's APPNOTE 4.3.6.
    private static func archive(of count: Int) -> [UInt8] {
        let name = Array("a.csv".utf8)
        let rest = [UInt8](repeating: 0, count: 16) + [UInt8(name.count), 0, 0, 0]
        let local: [UInt8] = [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 0, 0] + rest + name
        let entry: [UInt8] =
            [0x50, 0x4B, 1, 2, 20, 0, 20, 0, 0, 0, 0, 0] + rest + [UInt8](repeating: 0, count: 14)
            + name
        let files = Array(Array(repeating: local, count: count).joined())
        let directory = Array(Array(repeating: entry, count: count).joined())
        let sizes: [UInt8] = [
            UInt8(count), 0, UInt8(count), 0, UInt8(directory.count), 0, 0, 0, UInt8(files.count),
            0, 0, 0, 0, 0,
        ]
        return files + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + sizes
    }

    @Test("start from one that is whole")
    func whole() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("enlist-archive-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(Self.archive(of: 1)).write(to: file)
        #expect(throws: Never.self) {
            try ZipDirectory.checkSingleFile(of: ByteSource(path: file.path))
        }
    }
}
