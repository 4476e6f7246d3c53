import Testing

@testable import ContactStore

@Suite("The counts of lists")
struct ListCountsTests {
    @Test("tell active contacts from all, list by list")
    func counts() throws {
        let folder = try TestFolder()
        try folder.apply(
            """
            {"accounts":[{"name":"A","lists":[{"phone_number":"+18005551234","name":"Main"},
             {"phone_number":"+18005551235","name":"Rest"}]}]}
            """)
        try folder.execute(
            """
            INSERT INTO list_contacts(
                id, active, signup_method, signup_date, created_job, updated_job)
            VALUES((1 << 40) + 1, 1, 0, 0, 1, 1), ((1 << 40) + 2, 0, 0, 0, 1, 1),
                ((3 << 40) + 1, 1, 0, 0, 1, 1);
            """)
        let counts = try Workspace(reading: folder.workspacePath).listCounts()
        #expect(counts.map(\.name) == ["Main", "Rest"])
        #expect(counts.map(\.contacts) == [2, 0])
        #expect(counts.map(\.active) == [1, 0])
    }
}
