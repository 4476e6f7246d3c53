import Fuzzing
import Testing

@testable import ContactStore

@Suite("Contacts are found by phone number")
struct PhoneIndexTests {
    private let folder: TestFolder
    private let workspace: Workspace
    private let index: PhoneIndex

    init() throws {
        folder = try TestFolder()
        workspace = try folder.workspace()
        index = try PhoneIndex(of: .contacts, workspace.connection)
    }

    @Test(
        "whatever the runs they were created in",
        arguments: [
            (seed: 1, commits: 100, perCommit: 1, span: UInt64(1_000)),
            (seed: 2, commits: 40, perCommit: 700, span: 8_000_000_000),
            (seed: 3, commits: 3, perCommit: 5_000, span: 999_999_999_999_999),
            (seed: 4, commits: 70, perCommit: 64, span: 5_000),
        ])
    func findsAll(seed: Int, commits: Int, perCommit: Int, span: UInt64) throws {
        var random = SeededRandom(seed: UInt64(seed))
        var model: [UInt64: Int64] = [:]
        var nextContact: Int64 = 1
        for _ in 0..<commits {
            let phones = Set((0..<perCommit).map { _ in random.next() % span + 1 })
            let entries = phones.filter { model[$0] == nil }.sorted().map { phone in
                defer { nextContact += 1 }
                return KeyedPhone(phone: phone, key: nextContact)
            }
            try index.append(entries)
            for entry in entries { model[entry.phone] = entry.key }
        }
        let asked = (Array(model.keys) + (0..<1_000).map { _ in random.next() % span + 1 })
        let phones = Set(asked).sorted()
        #expect(try contacts(of: phones) == phones.map { model[$0] ?? 0 })
    }

    @Test("and many small runs become few")
    func merges() throws {
        for phone in UInt64(1)...1_000 {
            try index.append([KeyedPhone(phone: phone * 7, key: Int64(phone))])
        }
        let runs = try folder.rows("SELECT count(*) FROM phone_runs")
        #expect(try #require(runs.first.flatMap { Int($0) }) <= 7 * 4)
        #expect(try folder.rows("SELECT sum(count) FROM phone_runs") == ["1000"])
        #expect(try contacts(of: [7, 8, 7_000]) == [1, 0, 1_000])
    }

    @Test("but not those of a transaction that was rolled back")
    func rollback() throws {
        try index.append([KeyedPhone(phone: 14_155_550_100, key: 1)])
        try workspace.connection.execute("BEGIN")
        try index.append([KeyedPhone(phone: 14_155_550_101, key: 2)])
        workspace.connection.rollBack()
        index.forget()
        #expect(try contacts(of: [14_155_550_100, 14_155_550_101]) == [1, 0])
        try index.append([KeyedPhone(phone: 14_155_550_101, key: 2)])
        #expect(try contacts(of: [14_155_550_101]) == [2])
    }

    @Test(
        "and a damaged block is an error, not a crash",
        arguments: [
            "x''", "x'00'", "zeroblob(15)", "zeroblob(16)", "zeroblob(40)", "randomblob(16000)",
            "substr(numbers, 1, length(numbers) - 1)", "numbers || x'00'",
            "x'ffffffffffffffff' || substr(numbers, 9)",
            "substr(numbers, 1, 8) || x'ffffffff' || substr(numbers, 13)",
            "substr(numbers, 1, 12) || x'09' || substr(numbers, 14)",
        ], ["phone_blocks SET phones", "phone_keys SET keys"])
    func damage(bytes: String, column: String) throws {
        // Keys in another order than the numbers, so that both have offsets.
        try index.append((1...50).map { KeyedPhone(phone: $0 * 3, key: Int64(51 - $0)) })
        let bytes = bytes.replacing("numbers", with: column.split(separator: " ").last ?? "")
        try workspace.connection.execute("UPDATE \(column) = \(bytes)")
        #expect(throws: StoreError.self) { try contacts(of: [3, 150]) }
    }

    @Test("and so is one whose keys are missing, or another's")
    func missingKeys() throws {
        try index.append([KeyedPhone(phone: 3, key: 1)])
        try index.append([KeyedPhone(phone: 4, key: 2), KeyedPhone(phone: 5, key: 3)])
        try workspace.connection.execute("UPDATE phone_keys SET block = 9 - block")
        #expect(throws: StoreError.self) { try contacts(of: [3]) }
        try workspace.connection.execute("UPDATE phone_keys SET block = block - 6")
        #expect(throws: StoreError.self) { try contacts(of: [5]) }
        #expect(try contacts(of: [1, 6]) == [0, 0])
    }

    @Test("and keys that damage has left give way to those of a new block")
    func orphans() throws {
        try workspace.connection.execute(
            "PRAGMA foreign_keys = OFF; INSERT INTO phone_keys VALUES(1, x'00'), (2, x'00')")
        try index.append([KeyedPhone(phone: 3, key: 1)])
        try index.append([KeyedPhone(phone: 4, key: 2)])
        #expect(try contacts(of: [3, 4]) == [1, 2])
    }

    @Test("and more runs than there can be, or more numbers in one, are an error, not a hang")
    func forgedRuns() throws {
        for place in 1...7 {
            try index.append(
                (1...50).map { phone in
                    KeyedPhone(phone: UInt64(phone * 10 + place), key: Int64(phone + place * 50))
                })
        }
        try workspace.connection.execute("UPDATE phone_runs SET count = 1")
        index.forget()
        #expect(throws: StoreError.self) { try index.append([KeyedPhone(phone: 3, key: 1)]) }
        try workspace.connection.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
            INSERT INTO phone_runs(account, count) SELECT 0, 0 FROM n
            """)
        index.forget()
        #expect(throws: StoreError.self) { try contacts(of: [11]) }
    }

    @Test("and rows without a phone number, or of one that another has, are left out")
    func damagedRows() throws {
        // So many that the repeated number stands at the border of two blocks.
        try workspace.connection.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5400)
            INSERT INTO contacts(phone, line_type, created_job, updated_job)
            SELECT 14155550000 + i, 0, 1, 1 FROM n;
            INSERT INTO contacts(phone, line_type, created_job, updated_job)
            VALUES(14155555400, 0, 1, 1), (-5, 0, 1, 1), ('x', 0, 1, 1), (x'07', 0, 1, 1),
                (14155555401, 0, 1, 1), (14155555401, 0, 1, 1);
            """)
        try index.rebuild()
        #expect(
            try contacts(of: [14_155_550_001, 14_155_555_399, 14_155_555_400, 14_155_555_401])
                == [1, 5_399, 5_400, 5_405])
        #expect(try index.count() == 5_401)
        #expect(
            try workspace.check().contains {
                $0.hasSuffix("contacts are not found by their number")
            })
    }

    private func contacts(of phones: [UInt64]) throws -> [Int64] {
        var contacts = [Int64](repeating: 0, count: phones.count)
        try index.find(phones, into: &contacts)
        return contacts
    }
}
