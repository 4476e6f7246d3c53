import Testing

@testable import ContactStore
@testable import Contacts

@Suite("Packed words")
struct PackedWordsTests {
    private let folder: TestFolder
    private let workspace: Workspace
    private let table: PackedWords
    private let list: Int64 = 3 << 40

    init() throws {
        folder = try TestFolder()
        workspace = try folder.workspace()
        table = try PackedWords(.fingerprints, workspace.connection)
    }

    @Test("are found where they were set, across blocks and lists")
    func found() throws {
        let contacts: [Int64] = [1, 2, 1_999, 2_000, 2_001, 3_999, 4_000, 1 << 40 - 1]
        let keys = contacts.map { list | $0 } + [list + 1 << 40 | 2]
        try set(keys.map { ($0, UInt64(bitPattern: $0) ^ 77) })
        let asked = (keys + [list | 3, list | 5_000, list | 1 << 39, 5 << 40 | 1]).sorted()
        let found = try read(asked)
        #expect(found.map(\.key) == keys)
        #expect(found.allSatisfy { $0.word == UInt64(bitPattern: $0.key) ^ 77 })
    }

    @Test("are replaced and forgotten one by one, and their neighbours stay")
    func replaced() throws {
        try set([(list | 5, 50), (list | 6, 60), (list | 7, 70)])
        try set([(list | 6, 61), (list | 7, 0)])
        try set([(list | 1_000, 0)])
        #expect(try read((0..<2_000).map { list | $0 }).map(\.word) == [50, 61])
    }

    @Test("are lost with a change from outside, and kept with one of our own")
    func triggers() throws {
        for contact in [5, 6, 2_005] as [Int64] { try insertListContact(contact) }
        let all: [(Int64, UInt64)] = [(list | 5, 50), (list | 6, 60), (list | 2_005, 70)]
        let change = "UPDATE list_contacts SET url = 'a' WHERE id = \(list | 5)"
        try set(all)
        try set([(list | 5, 51)]) { () throws(StoreError) in
            try workspace.connection.execute(change)
        }
        #expect(try read(all.map(\.0)).map(\.word) == [51, 60, 70])
        for change in [
            change, "DELETE FROM list_contacts WHERE id = \(list | 6)",
            "REPLACE INTO list_contacts SELECT * FROM list_contacts WHERE id = \(list | 5)",
        ] {
            try set(all)
            try workspace.connection.execute(change)
            #expect(try read(all.map(\.0)).map(\.word) == [70])
        }
    }

    @Test("that are damaged are an error", arguments: ["x'01'", "zeroblob(16008)"])
    func damaged(words: String) throws {
        try set([(list | 1, 1)])
        try workspace.connection.execute("UPDATE fingerprints SET words = \(words)")
        #expect(throws: StoreError.self) { try read([list | 1]) }
        #expect(throws: StoreError.self) { try set([(list | 1, 1)]) }
    }

    @Test("of contacts are the same whether an import, a change or a rebuilding made them")
    func contacts() throws {
        let store = try ImportStore(workspace)
        try store.begin()
        let new = (1...5).map { (id: Int) -> NewContact in
            let carrier: String? = id < 3 ? "Carrier \(id)" : nil
            let contact = StoredContact(
                id: Int64(id), lineType: LineType.allCases[id % 4], carrier: carrier,
                validationStatus: Disposition(rawValue: UInt8(id)))
            return NewContact(
                phone: 14_155_552_670 + UInt64(id), contact: contact, timezone: nil)
        }
        try store.contacts.insert(
            new, phones: new.map { KeyedPhone(phone: $0.phone, key: $0.contact.id) }, job: 1)
        try store.contacts.update(
            [StoredContact(id: 3, lineType: .voip, carrier: "C", validationStatus: .risky)], job: 1)
        try store.commit()
        let before = try contacts(store)
        #expect(before.count == 5 && before[2] == "3 voip C risky")
        let found = try PackedWords(.contacts, workspace.connection).words(of: [0, 1, 9])
        #expect(found.map { $0 == 0 } == [true, false, true])
        let words = "SELECT hex(words) FROM packed_contacts"
        let packed = try folder.rows(words)
        try workspace.connection.execute("DELETE FROM packed_contacts")
        #expect(try contacts(store) == before)
        try PackedWords.rebuild(.contacts, workspace.connection)
        #expect(try folder.rows(words) == packed)
        #expect(try contacts(store) == before)
        #expect(try PackedWords.strayCount(.contacts, workspace.connection) == 0)
        try workspace.connection.execute("UPDATE contacts SET id = 9000 WHERE id = 4")
        #expect(try folder.rows(words) == [])
    }

    private func contacts(_ store: ImportStore) throws -> [String] {
        var contacts: [String] = []
        try store.contacts.read([1, 2, 3, 4, 5, 6]) {
            let carrier = $0.carrier ?? "-"
            contacts.append(
                "\($0.id) \($0.lineType) \(carrier) \($0.validationStatus?.name ?? "-")")
        }
        return contacts
    }

    private func set(
        _ pairs: [(Int64, UInt64)], whileChanging change: () throws(StoreError) -> Void = {}
    ) throws {
        try table.set(
            pairs.map { KeyedWord(key: $0.0, word: $0.1) }, whileChanging: change)
    }

    private func read(_ keys: [Int64]) throws -> [(key: Int64, word: UInt64)] {
        zip(keys, try table.words(of: keys)).filter { $1 != 0 }.map { ($0, $1) }
    }

    private func insertListContact(_ contact: Int64) throws {
        try workspace.connection.execute(
            """
            INSERT INTO list_contacts(
                id, active, signup_method, signup_date, created_job, updated_job)
            VALUES(\(list | contact), 1, 0, 0, 1, 1)
            """)
    }
}
