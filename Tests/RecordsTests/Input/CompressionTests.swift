import Foundation
import Testing

@testable import Records

@Suite("Packed input is unpacked by the system's programs")
struct CompressionTests {
    static let rows = (0..<50_000).map { "\($0),+1415555\($0 % 10_000)" }
    static let text = Array(rows.joined(separator: "\n").utf8)

    /// The bytes that a command makes of its standard input.
    private static func run(_ command: String, on bytes: [UInt8]) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(bytes).write(to: folder.appending(path: "in"))
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "( \(command) ) < in > out"]
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        return Array(try Data(contentsOf: folder.appending(path: "out")))
    }

    private static func file(_ bytes: [UInt8]) throws -> URL {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data(bytes).write(to: file)
        return file
    }

    /// Bytes of the file behind each batch.
    private func progress(of bytes: [UInt8]) throws -> [UInt64] {
        let file = try Self.file(bytes)
        defer { try? FileManager.default.removeItem(at: file) }
        let reader = try RecordReader(
            source: ByteSource(path: file.path), options: ReaderOptions())
        reader.returnHeader()
        let batch = RecordBatch(recordsMax: 1_000)
        var places: [UInt64] = []
        while try reader.fill(batch) {
            let progress = try #require(reader.progress)
            #expect(progress.total == UInt64(bytes.count))
            places.append(progress.read)
        }
        return places
    }

    @Test("how far it is read grows with the rows, packed or not")
    func progress() throws {
        let plain = try progress(of: Self.text)
        let lengths = Self.rows.map { UInt64($0.utf8.count + 1) }
        #expect(plain.first == lengths[..<1_000].reduce(0, +))
        #expect(plain[24] == lengths[..<25_000].reduce(0, +))
        #expect(plain.last == UInt64(Self.text.count))
        let gzip = try Self.run("gzip", on: Self.text)
        let packed = try progress(of: gzip)
        #expect(packed == packed.sorted())
        #expect(packed.last == UInt64(gzip.count))
    }

    private func records(_ source: ByteSource) throws -> UInt64 {
        let reader = try RecordReader(source: source, options: ReaderOptions())
        reader.returnHeader()
        let batch = RecordBatch()
        var count: UInt64 = 0
        while try reader.fill(batch) { count += UInt64(batch.records.count) }
        return count
    }

    @Test(arguments: [Compression.gzip, .zstd, .xz, .bzip2])
    func fromMemoryAndFromAFile(compression: Compression) throws {
        let packed = try CompressionTests.run(
            "\(compression.command[0]) -1 -c", on: CompressionTests.text)
        #expect(Compression(head: packed) == compression)
        #expect(try records(ByteSource(bytes: packed)) == 50_000)
        let file = try CompressionTests.file(packed)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try records(ByteSource(path: file.path)) == 50_000)
    }

    @Test(arguments: ["BZh", "BZh,phone\n", "BZh9", "BZh9,a\n"])
    func aHeaderThatBeginsLikeBzip2IsText(text: String) throws {
        #expect(Compression(head: Array(text.utf8)) == nil)
    }

    @Test(arguments: [Compression.gzip, .zstd, .xz, .bzip2])
    func aCutArchiveIsAnError(compression: Compression) throws {
        let packed = try CompressionTests.run(
            "\(compression.command[0]) -1 -c", on: CompressionTests.text)
        let cut = Array(packed.dropLast(packed.count / 3))
        #expect(throws: ReadError.damagedCompression(name: "memory", compression: compression)) {
            try records(ByteSource(bytes: cut))
        }
    }

    @Test func aReaderGivenUpLeavesNoProgramBehind() throws {
        let packed = try CompressionTests.run("gzip -1 -c", on: CompressionTests.text)
        for _ in 0..<5 {
            _ = try RecordReader(source: ByteSource(bytes: packed), options: ReaderOptions())
        }
    }

    /// A zip file of what Python is told to write into `z`, with the text in `t`.
    private static func zip(_ writing: String) throws -> URL {
        let script =
            "import sys, zipfile as f; t = sys.stdin.buffer.read(); "
            + "z = f.ZipFile('out.zip', 'w', 8); \(writing); z.close()"
        return try file(run("python3 -c \"\(script)\"; cat out.zip", on: text))
    }

    @Test(arguments: [
        "z.writestr('a.csv', t)", "z.writestr('a/', ''); z.writestr('a/b [1]*.csv', t)",
        "z.writestr('__MACOSX/._a.csv', 'x'); z.writestr('a.csv', t)",
        "z.open('a.csv', 'w', force_zip64=True).write(t)", "z.writestr('a.csv', t, f.ZIP_BZIP2)",
    ])
    func aZipFileWithOneFile(writing: String) throws {
        let file = try CompressionTests.zip(writing)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try records(ByteSource(path: file.path)) == 50_000)
    }

    @Test(arguments: ["", "../", "../../", "a/../../"])
    func aZipFileWithAPathIsReadAndWritesNothing(path: String) throws {
        let name = "escaped-\(UUID().uuidString).csv"
        let start = path.isEmpty ? NSTemporaryDirectory() : path
        let file = try CompressionTests.zip("z.writestr('\(start)\(name)', t)")
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(try records(ByteSource(path: file.path)) == 50_000)
        let here = URL(filePath: FileManager.default.currentDirectoryPath)
        for folder in [start, here.path, here.appending(path: start).path, file.path + "/../"] {
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/\(name)"))
        }
    }

    @Test func aZipFileThatIsPackedOtherwiseIsAnError() throws {
        let reason =
            "unzip does not know how the zip file is packed; unpack it with another program"
        let file = try CompressionTests.zip("z.writestr('a.csv', t, f.ZIP_LZMA)")
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(throws: ReadError.unreadableArchive(name: file.path, reason: reason)) {
            try records(ByteSource(path: file.path))
        }
    }

    @Test func aZipFileWithAPasswordIsAnErrorAndNoQuestion() throws {
        let file = try CompressionTests.zip("z.writestr('a.csv', t)")
        defer { try? FileManager.default.removeItem(at: file) }
        var bytes = try Data(contentsOf: file)
        let directory = try #require(bytes.range(of: Data([0x50, 0x4B, 0x01, 0x02])))
        bytes[directory.lowerBound + 8] |= 1
        try bytes.write(to: file)
        let reason = "the zip file has a password; unpack it"
        #expect(throws: ReadError.unreadableArchive(name: file.path, reason: reason)) {
            try records(ByteSource(path: file.path))
        }
    }

    @Test func aDamagedZipFileIsAnError() throws {
        let file = try CompressionTests.zip("z.writestr('a.csv', t)")
        defer { try? FileManager.default.removeItem(at: file) }
        var bytes = try Data(contentsOf: file)
        bytes[bytes.count / 2] ^= 0xFF
        try bytes.write(to: file)
        #expect(throws: ReadError.damagedCompression(name: file.path, compression: .zip)) {
            try records(ByteSource(path: file.path))
        }
    }

    @Test(arguments: [
        (["__MACOSX/x"], "there is no file in the zip file"),
        (["a.csv", "b.csv"], "the zip file has 2 files; unpack it and name them one by one"),
        (
            ["[Content_Types].xml", "xl/workbook.xml"],
            "this is an Office file such as .xlsx; save it as CSV UTF-8"
        ),
    ])
    func otherZipFilesAreErrors(names: [String], reason: String) throws {
        let list = names.map { "'\($0)'" }.joined(separator: ",")
        let packed = try CompressionTests.run(
            "python3 -c \"import zipfile; z = zipfile.ZipFile('out.zip', 'w'); "
                + "[z.writestr(n, 'x') for n in [\(list)]]; z.close()\"; cat out.zip",
            on: [])
        let file = try CompressionTests.file(packed)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(throws: ReadError.unreadableArchive(name: file.path, reason: reason)) {
            try records(ByteSource(path: file.path))
        }
        #expect(throws: ReadError.self) { try records(ByteSource(bytes: packed)) }
    }
}
