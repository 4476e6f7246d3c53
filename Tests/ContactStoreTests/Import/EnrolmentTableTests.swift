import Testing

@testable import ContactStore

@Suite("The table of enrolments")
struct EnrolmentTableTests {
    private let folder: TestFolder
    private let workspace: Workspace
    private let table: EnrolmentTable
    private let journey: Int64 = 2 << 40

    init() throws {
        folder = try TestFolder()
        workspace = try folder.workspace()
        table = try EnrolmentTable(workspace.connection)
    }

    @Test("finds those that are there, within runs and between them")
    func found() throws {
        let contacts: [Int64] = [1, 2, 3, 7, 8, 20, 30, 31, 90_000, 1 << 40 - 1]
        try insert(contacts)
        try table.insert([(3 << 40 | 4, 1)], job: 1)
        let asked: [Int64] = Array(1...40) + [89_999, 90_000, 90_001, 1 << 40 - 1]
        #expect(try read(asked) == contacts)
        #expect(try read([40, 50, 60]) == [])
        #expect(try read([2, 8, 31]) == [2, 8, 31])
        #expect(try runs() == ["1 3", "7 2", "20 1", "30 2", "90000 1", "1099511627775 1", "4 1"])
    }

    @Test("begins a run with each list and job")
    func runsBegin() throws {
        try table.insert([(journey | 1, 5), (journey | 2, 5), (journey | 3, 6)], job: 1)
        try table.insert([(journey | 4, 6), (journey | 5, 6)], job: 2)
        #expect(try runs() == ["1 2", "3 1", "4 2"])
        #expect(try read([1, 2, 3, 4, 5, 6]) == [1, 2, 3, 4, 5])
    }

    @Test(
        "takes nobody twice, whoever writes",
        arguments: [
            "INSERT INTO enrolment_runs VALUES(2 << 40 | 12, 1, 1, 1)",
            "INSERT INTO enrolment_runs VALUES(2 << 40 | 5, 6, 1, 1)",
            "INSERT INTO enrolment_runs VALUES(2 << 40 | 10, 1, 1, 1)",
            "INSERT INTO enrolment_runs VALUES(2 << 40 | 1, 99, 1, 1)",
            "INSERT INTO enrolment_runs VALUES(2 << 40 | 30, 0, 1, 1)",
            "UPDATE enrolment_runs SET count = 11 WHERE contact = 10",
            "UPDATE enrolment_runs SET id = 2 << 40 | 13 WHERE contact = 20",
        ])
    func single(change: String) throws {
        try insert([10, 11, 12, 13, 20])
        #expect(throws: StoreError.self) { try workspace.connection.execute(change) }
        #expect(try runs() == ["10 4", "20 1"])
    }

    @Test("lets neighbours be")
    func neighbours() throws {
        try insert([10, 11])
        try insert([12])
        try insert([9])
        #expect(try runs() == ["9 1", "10 2", "12 1"])
    }

    @Test("is packed anew out of single enrolments")
    func repacked() throws {
        try insert([1])
        try workspace.connection.execute(
            """
            CREATE TEMP TABLE single(id INTEGER PRIMARY KEY, list INTEGER, job INTEGER);
            INSERT INTO single
            VALUES((2 << 40) + 1, 1, 1), ((2 << 40) + 2, 1, 1), ((2 << 40) + 3, 1, 2),
                ((2 << 40) + 4, 2, 2), ((2 << 40) + 6, 1, 1), ((2 << 40) + 7, 1, 1);
            """)
        try EnrolmentTable.repack(from: "single", workspace.connection)
        #expect(try runs() == ["1 2", "3 1", "4 1", "6 2"])
    }

    private func insert(_ contacts: [Int64]) throws {
        try table.insert(contacts.map { (journey | $0, 1) }, job: 1)
    }

    private func read(_ contacts: [Int64]) throws -> [Int64] {
        var found: [Int64] = []
        try table.read(contacts.map { journey | $0 }) { found.append($0 - journey) }
        return found
    }

    private func runs() throws -> [String] {
        try folder.rows("SELECT contact || ' ' || count FROM enrolment_runs ORDER BY id")
    }
}
