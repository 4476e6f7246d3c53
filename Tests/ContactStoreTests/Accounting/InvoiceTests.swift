import Testing

@testable import ContactStore

@Suite("The invoice")
struct InvoiceTests {
    @Test("sums a month by account and leaves its neighbours out")
    func sums() throws {
        let folder = try TestFolder()
        try folder.apply(#"{"accounts":[{"name":"B"},{"name":"A"},{"name":"C"}]}"#)
        try folder.execute(
            """
            INSERT INTO ledger_runs(account, validation, count, mills, job, charged_at)
            VALUES(1, 1, 1, 3, 1, 99), (1, 1, 1, 3, 1, 100), (1, 2, 4, 3, 1, 199),
                (2, 1, 1, 3, 1, 150), (2, 1, 1, 3, 1, 200);
            """)
        let workspace = try Workspace(reading: folder.workspacePath)
        #expect(
            try workspace.invoice(100..<200) == [
                InvoiceLine(account: "A", lookups: 1, cached: 0, mills: 3),
                InvoiceLine(account: "B", lookups: 5, cached: 0, mills: 15),
            ])
    }

    @Test("ends its sums at the largest number")
    func largestSums() throws {
        let folder = try TestFolder()
        try folder.apply(#"{"accounts":[{"name":"A"}]}"#)
        let job =
            "(1, 'import', 'finished', '[]', '{}', 1, 0, '{\"validation\":{\"cached\":\(Int64.max)}}')"
        try folder.execute(
            """
            INSERT INTO jobs(account, kind, state, inputs, options, clock, started_at, checkpoint)
            VALUES \(job), \(job);
            INSERT INTO ledger_runs(account, validation, count, mills, job, charged_at)
            VALUES(1, 1, \(Int64.max), 3, 1, 1), (1, 1, \(Int64.max), 3, 1, 1);
            """)
        #expect(
            try Workspace(reading: folder.workspacePath).invoice(0..<9) == [
                InvoiceLine(account: "A", lookups: .max, cached: .max, mills: .max)
            ])
    }

    @Test("counts what came from the cache by the clock of jobs, whatever became of these")
    func cached() throws {
        let folder = try TestFolder()
        try folder.apply(#"{"accounts":[{"name":"B"},{"name":"A"},{"name":"C"}]}"#)
        func job(_ account: Int, _ state: String, clock: Int, _ checkpoint: String) -> String {
            "(\(account), 'import', '\(state)', '[]', '{}', \(clock), 0, '\(checkpoint)')"
        }
        let jobs = [
            job(1, "finished", clock: 99, #"{"validation":{"cached":1}}"#),
            job(1, "finished", clock: 100, #"{"validation":{"cached":2}}"#),
            job(1, "undone", clock: 199, #"{"validation":{"cached":4}}"#),
            job(1, "failed", clock: 150, #"{"validation":{"cached":8}}"#),
            job(1, "finished", clock: 200, #"{"validation":{"cached":16}}"#),
            job(1, "finished", clock: 150, "no JSON"), job(1, "finished", clock: 150, "[]"),
            job(2, "finished", clock: 150, #"{"validation":{"cached":3}}"#),
            job(3, "finished", clock: 150, #"{"validation":{"cached":0}}"#),
        ]
        try folder.execute(
            """
            INSERT INTO jobs(account, kind, state, inputs, options, clock, started_at, checkpoint)
            VALUES \(jobs.joined(separator: ", "));
            INSERT INTO ledger_runs(account, validation, count, mills, job, charged_at)
            VALUES(1, 1, 2, 3, 1, 100);
            """)
        let workspace = try Workspace(reading: folder.workspacePath)
        #expect(
            try workspace.invoice(100..<200) == [
                InvoiceLine(account: "A", lookups: 0, cached: 3, mills: 0),
                InvoiceLine(account: "B", lookups: 2, cached: 14, mills: 6),
            ])
    }
}
