import Contacts

/// What an account's validations of a month cost.
package struct InvoiceLine: Sendable, Equatable {
    package let account: String
    /// Paid answers.
    package let lookups: Int
    /// Answers in reports and responses that were known before and free.
    package let cached: Int
    package let mills: Int

    /// The bills of several workspaces as one, by account in order of name.
    package static func sum(of workspaces: [[InvoiceLine]]) -> [InvoiceLine] {
        var sums: [String: InvoiceLine] = [:]
        for line in workspaces.joined() {
            let sum = sums[line.account]
            sums[line.account] = InvoiceLine(
                account: line.account, lookups: line.lookups.addingClamped(sum?.lookups ?? 0),
                cached: line.cached.addingClamped(sum?.cached ?? 0),
                mills: line.mills.addingClamped(sum?.mills ?? 0))
        }
        return sums.values.sorted {
            Array($0.account.utf8).lexicographicallyPrecedes(Array($1.account.utf8))
        }
    }
}

extension Workspace {
    /// The bill by account, in order of name; accounts that validated nothing are left out.
    ///
    /// The ledger has what was paid, the summaries of jobs what came from the cache. Both belong to
    /// the month of their job's clock. Sums are exact to 2^53 and end at the largest number.
    ///
    /// - Parameter instants: seconds since 1970, from the month's first to behind its last.
    package func invoice(_ instants: Range<Int64>) throws(StoreError) -> [InvoiceLine] {
        let statement = try connection.prepare(
            """
            WITH paid AS (
                SELECT account, total(count) AS lookups, total(mills * count) AS mills
                FROM ledger_runs
                WHERE charged_at >= ?1 AND charged_at < ?2
                GROUP BY account),
            known AS (
                SELECT account, total(checkpoint -> 'validation' ->> 'cached') AS cached
                FROM jobs
                WHERE clock >= ?1 AND clock < ?2 AND json_valid(checkpoint)
                GROUP BY account)
            SELECT a.name, CAST(p.lookups AS INTEGER), CAST(k.cached AS INTEGER),
                CAST(p.mills AS INTEGER)
            FROM accounts a
            LEFT JOIN paid p ON p.account = a.id
            LEFT JOIN known k ON k.account = a.id
            WHERE p.lookups IS NOT NULL OR k.cached > 0
            ORDER BY a.name
            """)
        defer { statement.reset() }
        statement.bind(instants.lowerBound, at: 1)
        statement.bind(instants.upperBound, at: 2)
        var lines: [InvoiceLine] = []
        while try statement.step() {
            lines.append(
                InvoiceLine(
                    account: statement.text(0), lookups: statement.int(1),
                    cached: statement.int(2), mills: statement.int(3)))
        }
        return lines
    }
}
