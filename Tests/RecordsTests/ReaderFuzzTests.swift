import Foundation
import Fuzzing
import Testing

@testable import Records

@Suite("Mutated input breaks nothing")
struct ReaderFuzzTests {
    private static let texts = [
        "phone,name\n+14155550100,Ann\n\"(415) 555-0101\",\"O\"\"Neil, Bo\"\n",
        "sep=;\r\nphone;name\r\n4155550100;\"a\r\nb\"\r\n",
        "# made by hand\n\nphone\tname\n1\t2\n", "'a','b'\n'1','2'\n", "a|b\n1|2\n3|\n",
        "{\"phone_number\":\"+14155550100\",\"custom_fields\":{\"a\\u00e9\":1.0}}\n{}\n\n[1]\n",
        "[{\"a\":\"\\\"]\"},\n{\"b\":[{}]}]\n", "\u{FEFF}a,b\n1,é\n", "",
    ]
    private static let latin: [UInt8] = Array("a,b\nZo".utf8) + [0xEB, 0x2C, 0x80, 0x0A]
    private static let originals: [[UInt8]] =
        texts.map { Array($0.utf8) } + [latin, wide(littleEndian: true), wide(littleEndian: false)]
    private static let specials: [UInt8] =
        Array("\"\"\"\",,;\t|\r\n\n'{}[]:\\u0#= \0".utf8) + [0xC3, 0xFF]

    private static func wide(littleEndian: Bool) -> [UInt8] {
        "\u{FEFF}a,b\n1,é😀\n".utf16.flatMap { unit -> [UInt8] in
            let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
            return littleEndian ? bytes : bytes.reversed()
        }
    }

    @Test func readersKeepTheirPromises() throws {
        try fuzz("readers") { seed, random in try ReaderFuzzTests.check(seed: seed, &random) }
    }

    private static func check(seed: UInt64, _ generator: inout SeededRandom) throws {
        let bytes = mutated(&generator)
        let options = ReaderOptions(
            delimiter: randomByte(&generator), quote: randomByte(&generator),
            recordBytesMax: [8, 40, 1000, 1 << 20].randomElement(using: &generator) ?? 8)
        let hasHeader = Bool.random(using: &generator)
        guard let whole = try? Reading(bytes, options: options, hasHeader: hasHeader) else {
            // An input refused as a whole; that it did not crash is what counts.
            return
        }
        let cut = try Reading(
            bytes, options: options, hasHeader: hasHeader,
            batchRecords: Int.random(in: 1...20, using: &generator),
            chunkBytes: Int.random(in: 1...200, using: &generator))
        #expect(cut.difference(from: whole) == nil, "seed \(seed)")
        #expect(whole.records.map(\.number) == Array(1..<(UInt64(whole.records.count) + 1)))
        for record in whole.records {
            #expect(record.raw.count <= options.recordBytesMax, "seed \(seed)")
            #expect(record.fault == nil || record.fields.isEmpty, "seed \(seed)")
            #expect(record.fields.allSatisfy { isText($0) }, "seed \(seed)")
            if whole.format == .ndjson { checkJSON(record.raw, seed: seed) }
        }
    }

    /// Mostly none, so that the dialect is found.
    private static func randomByte(_ generator: inout SeededRandom) -> UInt8? {
        Int.random(in: 0..<4, using: &generator) == 0
            ? specials.randomElement(using: &generator) : nil
    }

    /// A few originals in a row, with bytes changed, added, taken out and repeated.
    private static func mutated(_ generator: inout SeededRandom) -> [UInt8] {
        var bytes = originals.randomElement(using: &generator) ?? []
        for _ in 0..<Int.random(in: 0..<3, using: &generator) {
            bytes += originals.randomElement(using: &generator) ?? []
        }
        generator.mutate(&bytes, changesMax: 11, specials: specials)
        return bytes
    }

    /// What is accepted as JSON comes back the same after it was decoded and written again.
    private static func checkJSON(_ text: [UInt8], seed: UInt64) {
        guard let value = try? JSONValue(parsing: text) else { return }
        var written: [UInt8] = []
        write(value, to: &written)
        var again: [UInt8] = []
        if let back = try? JSONValue(parsing: written) { write(back, to: &again) }
        #expect(again == written && isText(written), "seed \(seed)")
    }

    private static func write(_ value: JSONValue, to output: inout [UInt8]) {
        switch value {
        case .object(let members):
            output.append(0x7B)
            for (offset, member) in members.enumerated() {
                if offset > 0 { output.append(0x2C) }
                appendJSONString(of: member.key, to: &output)
                output.append(0x3A)
                write(member.value, to: &output)
            }
            output.append(0x7D)
        case .array(let elements):
            output.append(0x5B)
            for (offset, element) in elements.enumerated() {
                if offset > 0 { output.append(0x2C) }
                write(element, to: &output)
            }
            output.append(0x5D)
        case .string(let text): appendJSONString(of: text, to: &output)
        case .number(let text): output += Array(text.utf8)
        case .bool(let isTrue): output += Array((isTrue ? "true" : "false").utf8)
        case .null: output += Array("null".utf8)
        }
    }

    private static func isText(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { TextCheck.isText($0) }
    }
}
