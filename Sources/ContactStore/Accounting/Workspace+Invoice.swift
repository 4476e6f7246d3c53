import Contacts

/// What an account's paid validations of a month cost.
package struct InvoiceLine: Sendable, Equatable {
    package let account: String
    /// Paid answers.
    package let lookups: Int
    package let mills: Int

    /// The bills of several workspaces as one, by account in order of name.
    package static func sum(of workspaces: [[InvoiceLine]]) -> [InvoiceLine] {
        var sums: [String: InvoiceLine] = [:]
        for line in workspaces.joined() {
            let sum = sums[line.account]
            sums[line.account] = InvoiceLine(
                account: line.account, lookups: line.lookups.addingClamped(sum?.lookups ?? 0),
                mills: line.mills.addingClamped(sum?.mills ?? 0))
        }
        return sums.values.sorted {
            Array($0.account.utf8).lexicographicallyPrecedes(Array($1.account.utf8))
        }
    }
}

extension Workspace {
    /// The bill by account, in order of name; accounts that paid for nothing are left out.
    ///
    /// - Parameter instants: seconds since 1970, from the month's first to behind its last.
    package func invoice(_ instants: Range<Int64>) throws(StoreError) -> [InvoiceLine] {
        let statement = try connection.prepare(
            """
            SELECT a.name, sum(e.count), sum(e.mills * e.count)
            FROM ledger_runs e
            JOIN accounts a ON a.id = e.account
            WHERE e.charged_at >= ?1 AND e.charged_at < ?2
            GROUP BY a.id
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
                    mills: statement.int(2)))
        }
        return lines
    }
}
