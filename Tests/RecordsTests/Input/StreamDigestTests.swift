import Testing

@testable import Records

@Suite("A stream's digest")
struct StreamDigestTests {
    @Test(
        "is XXH64 with seed 0",
        arguments: [
            ("", 0xEF46_DB37_51D8_E999 as UInt64),
            ("a", 0xD24E_C4F1_A98C_6E5B),
            ("abc", 0x44BC_2CF5_AD77_0999),
            ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
        ])
    func knownAnswers(text: String, expected: UInt64) {
        #expect(digest([Array(text.utf8)]) == expected)
    }

    @Test("does not depend on where the stream is cut", arguments: [1, 3, 31, 32, 33, 100])
    func pieces(size: Int) {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let pieces = stride(from: 0, to: bytes.count, by: size).map {
            Array(bytes[$0..<min($0 + size, bytes.count)])
        }
        #expect(digest(pieces) == digest([bytes]))
    }

    @Test("changes with every byte")
    func everyByteCounts() {
        let bytes = (0..<100).map { UInt8($0) }
        let changed = bytes.indices.map { index in
            var copy = bytes
            copy[index] ^= 1
            return digest([copy])
        }
        #expect(Set(changed + [digest([bytes])]).count == 101)
    }

    private func digest(_ pieces: [[UInt8]]) -> UInt64 {
        var digest = StreamDigest()
        for piece in pieces { piece.withUnsafeBytes { digest.update($0) } }
        return digest.value
    }
}
