import Testing

@testable import ContactStore

@Suite("An I/O error under SQLite", .serialized)
struct InputOutputErrorTests {
    init() throws { try FailingFiles.register() }

    @Test("fails a commit as a whole, wherever it happens")
    func commits() throws {
        var number = 0
        var failed = 0
        while try !isThroughWithout(failing: number, &failed) { number += 1 }
        #expect(failed > 3)
    }

    /// One workspace, one job of 500 contacts whose commit meets the error; true when it met none.
    private func isThroughWithout(failing number: Int, _ failed: inout Int) throws -> Bool {
        let folder = try TestFolder(FailingFiles.mark)
        try folder.apply(exampleConfiguration)
        var result: Result<Void, any Error> = .success(())
        let met = FailingFiles.failing(from: number) {
            result = Result { try Self.fill(folder.workspace()) }
        }
        let stored = try folder.rows("SELECT count(*) FROM contacts")
        if case .failure(let error) = result {
            #expect(met)
            #expect(((error as? StoreError)?.code ?? 0) & 0xFF == 10, "\(error)")
            failed += 1
        }
        // A failed commit may have reached the disk; a part of one never does.
        #expect(stored == ["0"] || stored == ["500"])
        #expect(try folder.workspace().check() == [])
        return !met
    }

    private static func fill(_ workspace: Workspace) throws {
        let store = try ImportStore(workspace)
        try store.begin()
        let job = try store.jobs.start(
            NewJob(
                account: 1, kind: "add", key: nil, inputs: "[]", options: "{}", invocation: "{}",
                clock: 1, startedAt: 1, checkpoint: "{}"))
        let contacts = (1...500).map { id in
            NewContact(
                phone: 14_152_000_000 + UInt64(id),
                contact: StoredContact(
                    id: Int64(id), lineType: .unknown, carrier: nil, validationStatus: nil),
                timezone: nil)
        }
        try store.contacts.insert(
            contacts, phones: contacts.map { KeyedPhone(phone: $0.phone, key: $0.contact.id) },
            job: job)
        do { try store.commit() } catch {
            store.rollBack()
            throw error
        }
    }
}
