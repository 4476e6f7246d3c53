import Foundation
import Fuzzing
import Testing

@testable import Records

@Suite("JSON is judged as Foundation judges it")
struct JSONDifferentialTests {
    static let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":1", "\"b\":[true,null]", "0", "-1",
        "1.5e3", "1e", "\\", "\\n", "\\u00e9", "\\ud83d\\ude00", "true", "fals", "é", " ", "\n",
        "\t", "{\"c\":{}}", "12", ".", "+", "'", "/",
    ]

    private static func randomJSON(_ generator: inout SeededRandom, depth: Int) -> String {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
        case 0: return "\(Int.random(in: -50...50, using: &generator))"
        case 1: return ["true", "false", "null"].randomElement(using: &generator) ?? ""
        case 2: return "\"text \\n \\u00e9 é\""
        case 3: return "-0.5E+0"
        case 4: return "\"\""
        case 5:
            let elements = (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
                randomJSON(&generator, depth: depth - 1)
            }
            return "[\(elements.joined(separator: ", "))]"
        default:
            let members = (0..<Int.random(in: 0..<4, using: &generator)).map {
                "\"key\($0)\" :\(randomJSON(&generator, depth: depth - 1))"
            }
            return "{\(members.joined(separator: ","))}"
        }
    }

    /// A valid text with up to three pieces put in or bytes taken out.
    private static func mutated(_ text: String, _ generator: inout SeededRandom) -> [UInt8] {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            if Bool.random(using: &generator) {
                let piece = pieces.randomElement(using: &generator) ?? ""
                bytes.insert(contentsOf: Array(piece.utf8), at: place)
            } else {
                bytes.removeSubrange(place..<min(place + 2, bytes.count))
            }
        }
        return bytes
    }

    @Test(arguments: 1...40)
    func sameVerdict(seed: UInt64) {
        var generator = SeededRandom(seed: seed)
        var tape = JSONTape()
        for _ in 0..<100 {
            let text = JSONDifferentialTests.randomJSON(&generator, depth: 3)
            let bytes = JSONDifferentialTests.mutated(text, &generator)
            let fault = bytes.withUnsafeBufferPointer { tape.scan($0, from: 0, to: $0.count) }
            // What only we refuse is no difference.
            guard fault == nil || fault?.kind == .syntax else { continue }
            #expect(
                (fault == nil) == JSONDifferentialTests.isJSON(bytes),
                "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    /// Foundation's verdict, without the comma it allows behind the last element.
    private static func isJSON(_ bytes: [UInt8]) -> Bool {
        let dense = String(decoding: bytes.filter { $0 > 0x20 }, as: UTF8.self)
        guard !dense.contains(",]"), !dense.contains(",}") else { return false }
        let value = try? JSONSerialization.jsonObject(
            with: Data(bytes), options: .fragmentsAllowed)
        return value != nil
    }
}
