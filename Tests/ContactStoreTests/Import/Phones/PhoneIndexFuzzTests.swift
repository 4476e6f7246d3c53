import Fuzzing
import Testing

@testable import ContactStore

@Suite("Mutated blocks of phone numbers")
struct PhoneIndexFuzzTests {
    private static let runs = 7
    private static let numbersOfRun = 40
    private static let columns = [
        (table: "phone_blocks", column: "phones", key: "id"),
        (table: "phone_keys", column: "keys", key: "block"),
    ]

    @Test("give keys that can be, or an error")
    func blocks() throws {
        let folder = try TestFolder()
        let workspace = try folder.workspace()
        let index = try PhoneIndex(of: .contacts, workspace.connection)
        // One more run has them merged.
        for run in 0..<Self.runs { try index.append(Self.entries(ofRun: run)) }
        let phones = (0..<Self.runs).flatMap(Self.entries(ofRun:)).map(\.phone).sorted()
        try fuzz("blocks of phone numbers") { seed, random in
            try workspace.connection.execute("BEGIN")
            defer {
                workspace.connection.rollBack()
                index.forget()
            }
            for _ in 0...random.next(below: 3) { try Self.damage(workspace.connection, &random) }
            do {
                var keys = [Int64](repeating: 0, count: phones.count)
                try index.find(phones, into: &keys)
                let possible = keys.allSatisfy { (0...Schema.contactIDMax).contains($0) }
                #expect(possible, "seed \(seed)")
                try index.append(Self.entries(ofRun: Self.runs))
                try index.find(phones, into: &keys)
            } catch {
                #expect((error as? StoreError)?.isCorrupt == true, "seed \(seed): \(error)")
            }
        }
    }

    /// Numbers of many widths, with keys in another order.
    private static func entries(ofRun run: Int) -> [KeyedPhone] {
        (0..<numbersOfRun).map { place in
            let phone = UInt64(1 + run) + UInt64(place * 100) << UInt64(run * 5)
            return KeyedPhone(phone: phone, key: Int64(1 + run * numbersOfRun + place * 7 % 40))
        }
    }

    private static func damage(
        _ connection: Connection, _ random: inout SeededRandom
    ) throws(StoreError) {
        let (table, column, key) = random.pick(columns)
        let select = try connection.prepare("SELECT \(column) FROM \(table) WHERE \(key) = ?")
        let id = Int64(1 + random.next(below: runs))
        select.bind(id, at: 1)
        guard try select.step() else { return }
        var bytes = select.blob(0)
        select.reset()
        for _ in 0...random.next(below: 6) {
            let place = random.next(below: bytes.count)
            switch random.next(below: 5) {
            // The header says how the rest is read.
            case 0, 1: bytes[place % min(16, bytes.count)] = UInt8(random.next(below: 256))
            case 2: bytes[place] ^= 1 << random.next(below: 8)
            case 3: bytes.append(UInt8(random.next(below: 256)))
            default: if bytes.count > 1 { bytes.remove(at: place) }
            }
        }
        let update = try connection.prepare("UPDATE \(table) SET \(column) = ? WHERE \(key) = ?")
        update.bind(blob: bytes, at: 1)
        update.bind(id, at: 2)
        try update.run()
    }
}
