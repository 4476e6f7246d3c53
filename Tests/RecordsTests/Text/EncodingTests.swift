import Foundation
import Fuzzing
import Testing

@testable import Records

@Suite("Encodings are found and read")
struct EncodingTests {
    static let text = "phone,name\n1,Zoë €\n2,😀\n3,ASCII only here and more of it\n"

    private static func wide(_ text: String, littleEndian: Bool) -> [UInt8] {
        text.utf16.flatMap { unit in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return littleEndian ? bytes : bytes.reversed()
        }
    }

    private static func probe(_ encoding: TextEncoding, _ markLength: Int = 0)
        -> EncodingProbe.Finding
    {
        .readable(EncodingProbe(encoding: encoding, markLength: markLength))
    }

    @Test func foundFromTheBytes() {
        let text = EncodingTests.text
        let little = EncodingTests.wide(text, littleEndian: true)
        let big = EncodingTests.wide(text, littleEndian: false)
        #expect(EncodingProbe.examine(Array(text.utf8)) == EncodingTests.probe(.utf8))
        #expect(EncodingProbe.examine([]) == EncodingTests.probe(.utf8))
        #expect(
            EncodingProbe.examine([0xEF, 0xBB, 0xBF] + text.utf8) == EncodingTests.probe(.utf8, 3))
        #expect(EncodingProbe.examine(little) == EncodingTests.probe(.utf16LittleEndian))
        #expect(
            EncodingProbe.examine([0xFF, 0xFE] + little)
                == EncodingTests.probe(.utf16LittleEndian, 2))
        #expect(EncodingProbe.examine(big) == EncodingTests.probe(.utf16BigEndian))
        #expect(
            EncodingProbe.examine([0xFE, 0xFF] + big) == EncodingTests.probe(.utf16BigEndian, 2))
        #expect(
            EncodingProbe.examine(Array("a,Zo".utf8) + [0xEB, 0x0A])
                == EncodingTests.probe(.windows1252))
        #expect(EncodingProbe.examine(Array("a,b\0\n".utf8)) == EncodingTests.probe(.utf8))
    }

    @Test func aCharacterCutAtTheEndOfTheHeadIsNoFault() {
        let head = Array("aé".utf8.dropLast())
        #expect(EncodingProbe.examine(head) == EncodingTests.probe(.utf8))
    }

    @Test(arguments: [1, 3, 4096])
    func utf16ReadsAsTheSameText(chunkBytes: Int) throws {
        let expected = try Reading(EncodingTests.text, hasHeader: true).withoutByteOffsets
        for littleEndian in [true, false] {
            let bytes = EncodingTests.wide(EncodingTests.text, littleEndian: littleEndian)
            for mark in [[], littleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF] as [UInt8]] {
                let reading = try Reading(mark + bytes, hasHeader: true, chunkBytes: chunkBytes)
                #expect(reading.withoutByteOffsets.difference(from: expected) == nil)
            }
        }
    }

    @Test(arguments: 1...20)
    func randomTextSurvivesUTF16(seed: UInt64) throws {
        var generator = SeededRandom(seed: seed)
        let pieces = ["abcdefgh", "x", "é", "€", "😀", "1234", "\u{FFFF}", "\u{10FFFF}", "\n"]
        let text = (0..<200).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        let bytes = EncodingTests.wide(text, littleEndian: seed % 2 == 0)
        let encoding = seed % 2 == 0 ? TextEncoding.utf16LittleEndian : .utf16BigEndian
        var transcoder = Transcoder(encoding: encoding)
        var output = [UInt8](repeating: 0, count: Transcoder.outputMax(inputCount: bytes.count))
        var count = 0
        var start = 0
        while start < bytes.count {
            let end = min(start + Int.random(in: 1...50, using: &generator), bytes.count)
            count += bytes[start..<end].withUnsafeBufferPointer { piece in
                output.withUnsafeMutableBufferPointer { room in
                    guard let base = room.baseAddress else { return 0 }
                    return transcoder.transcode(piece, to: base + count)
                }
            }
            start = end
        }
        #expect(Array(output[..<count]) == Array(text.utf8))
    }

    @Test func windows1252ReadsAsWhatItShows() throws {
        let bytes = Array("a,".utf8) + [0x80, 0x93, 0xEB, 0xFF, 0x81, 0x0A]
        #expect(try Reading(bytes).rows == [["a", "€“ëÿ\u{81}"]])
    }

    @Test func halfASurrogatePairIsAFaultOfItsRecord() throws {
        var units = Array("a\nb\nc\nd".utf16)
        units[2] = 0xD800
        units[4] = 0xDC00
        let bytes = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let options = ReaderOptions(encoding: .utf16LittleEndian)
        #expect(
            try Reading(bytes, options: options).faults == [nil, .invalidUTF8, .invalidUTF8, nil])
        #expect(
            try Reading(bytes + [0x20], options: options).faults.last == .invalidUTF8)
    }

    @Test func aGivenEncodingWins() throws {
        let options = ReaderOptions(encoding: .windows1252)
        #expect(try Reading("é", options: options).rows == [["Ã©"]])
    }

    @Test(arguments: [TextEncoding.utf16LittleEndian, .utf16BigEndian])
    func theMarkTellsTheOrderOfUTF16(given: TextEncoding) throws {
        let options = ReaderOptions(encoding: given)
        #expect(try Reading([0xFE, 0xFF, 0, 0x61], options: options).rows == [["a"]])
        #expect(try Reading([0xFF, 0xFE, 0x61, 0], options: options).rows == [["a"]])
    }

    @Test func aMarkWrittenTwiceIsLeftOut() throws {
        let marks: [UInt8] = [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF]
        let reading = try Reading(marks + Array("{\"a\":1}".utf8))
        #expect(reading.format == .ndjson)
        #expect(reading.raws == ["{\"a\":1}"])
        #expect(reading.records.map(\.byteOffset) == [6])
    }

    @Test func aFileIsSearchedForItsFirstByteOutsideASCII() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        let ascii = [UInt8](repeating: 0x61, count: 600_000)
        try Data(ascii + [0x2C, 0xEB, 0x0A]).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let source = try ByteSource(path: file.path)
        #expect(try OpenedInput(source, encoding: nil).encoding == .windows1252)
    }

    @Test func whatIsNoTextIsNamed() {
        #expect(throws: ReadError.unsupportedEncoding(name: "memory", encoding: "a PDF file")) {
            try Reading("%PDF-1.7")
        }
        #expect(
            throws: ReadError.unsupportedEncoding(name: "memory", encoding: "text in UTF-32")
        ) {
            try Reading([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0])
        }
    }
}
