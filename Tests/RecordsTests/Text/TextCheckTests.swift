import Fuzzing
import Testing

@testable import Records

@Suite("Text is UTF-8 without NUL")
struct TextCheckTests {
    private func isText(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { TextCheck.isText($0) }
    }

    private func isUTF8(_ bytes: [UInt8]) -> Bool {
        String(validating: bytes, as: UTF8.self) != nil
    }

    @Test func twoBytesOfAnyKind() {
        for first in UInt8(1)...255 {
            for second in UInt8(1)...255 {
                #expect(isText([first, second]) == isUTF8([first, second]))
            }
        }
    }

    @Test(arguments: 1...10)
    func randomSequencesAtAnyPlace(seed: UInt64) {
        // Leads and continuations at the borders of what is allowed.
        let bytes: [UInt8] = [
            0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
            0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
        ]
        var generator = SeededRandom(seed: seed)
        for _ in 0..<2000 {
            let lead = [UInt8](repeating: 0x61, count: Int.random(in: 0..<20, using: &generator))
            let sequence = (0..<4).map { _ in bytes.randomElement(using: &generator) ?? 0 }
            let text = lead + sequence + lead
            #expect(isText(text) == isUTF8(text), "seed \(seed): \(text)")
        }
    }

    @Test(arguments: 1...20)
    func longTextOfShortSequencesWithOneByteChanged(seed: UInt64) {
        let letters = ["a", "b", "ß", "é", "\u{80}", "\u{7FF}", "я", "’", "😀"]
        var generator = SeededRandom(seed: seed)
        for _ in 0..<500 {
            let kinds = Int.random(in: 2...letters.count, using: &generator)
            let count = Int.random(in: 1..<300, using: &generator)
            var text = (0..<count).flatMap { _ in
                (letters[..<kinds].randomElement(using: &generator) ?? "").utf8
            }
            #expect(isText(text), "seed \(seed): \(text)")
            text[Int.random(in: 0..<text.count, using: &generator)] =
                UInt8.random(in: 1...255, using: &generator)
            #expect(isText(text) == isUTF8(text), "seed \(seed): \(text)")
            text.removeLast(Int.random(in: 0..<min(text.count, 70), using: &generator))
            #expect(isText(text) == isUTF8(text), "seed \(seed): \(text)")
        }
    }

    @Test func aNULAtAnyPlaceIsFound() {
        for place in 0..<200 {
            var text = [UInt8](repeating: 0x61, count: 200)
            text[place] = 0
            #expect(!isText(text))
            #expect(text.withUnsafeBufferPointer { TextCheck.fault(in: $0) } == .containsNUL)
        }
    }
}
