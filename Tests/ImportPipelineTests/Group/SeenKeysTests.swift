import ContactStore
import Fuzzing
import Testing

@testable import ImportPipeline

@Suite("What a job has seen")
struct SeenKeysTests {
    @Test("comes back as it was packed", arguments: [1, 2, 3])
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let numbers = Set((0..<500).map { _ in UInt64(random.next(below: 1_000)) })
        let keys = numbers.map { number -> SeenKeys.Key in
            let value = number % 5 == 0 ? number << 30 : number
            let kind = SeenKeys.Kind(rawValue: UInt8(number % 3)) ?? .contact
            return SeenKeys.Key(kind: kind, list: Int64(number % 4), value: value)
        }
        #expect(try sorted(unpacked(SeenKeys.pack(keys))) == sorted(keys))
    }

    @Test("takes a few bytes for consecutive contacts")
    func isSmall() {
        let keys = (5_000_000..<5_100_000).map { (number: UInt64) in
            SeenKeys.Key(kind: .contact, list: 1, value: number)
        }
        #expect(SeenKeys.pack(keys).count < 20)
        #expect(SeenKeys.pack([]).isEmpty)
    }

    @Test("holds a number once, however many rows of a commit are refused with it")
    func repeats() throws {
        let keys = [5, 6, 5, 9, 6, 9].map { (number: UInt64) in
            SeenKeys.Key(kind: .refusedNumber, list: 1, value: number)
        }
        #expect(try unpacked(SeenKeys.pack(keys)).map(\.value) == [5, 6, 9])
    }

    @Test(
        "is refused when it is damaged",
        arguments: [
            [0], [3, 1, 1, 0, 0], [0, 1], [0, 1, 2, 3], [0x80],
            [0, 1, 1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
            [0, 1, 1] + [UInt8](repeating: 0xFF, count: 9) + [1, 0],
            [UInt8](repeating: 0xFF, count: 12),
        ] as [[UInt8]])
    func damage(bytes: [UInt8]) {
        #expect(throws: StoreError.self) { try unpacked(bytes) }
    }

    @Test("are no more than there may be")
    func room() throws {
        let bytes = SeenKeys.pack(
            (1...10).map { SeenKeys.Key(kind: .contact, list: 1, value: $0) })
        var room: UInt64 = 15
        try SeenKeys.unpack(bytes, room: &room) { _ in }
        #expect(room == 5)
        #expect(throws: StoreError.self) { try SeenKeys.unpack(bytes, room: &room) { _ in } }
    }

    private func unpacked(_ bytes: [UInt8]) throws -> [SeenKeys.Key] {
        var keys: [SeenKeys.Key] = []
        var room: UInt64 = 100_000
        try SeenKeys.unpack(bytes, room: &room) { keys.append($0) }
        #expect(room == 100_000 - UInt64(keys.count))
        return keys
    }

    private func sorted(_ keys: [SeenKeys.Key]) -> [String] { keys.map { "\($0)" }.sorted() }
}
