import Contacts

/// A list and how many contacts it has.
package struct ListCounts: Sendable, Equatable {
    /// E.164 without the plus.
    package let phone: UInt64
    package let name: String
    package let account: String
    package let status: String
    package let contacts: Int
    package let active: Int
    /// Who left by a sync is neither active nor opted out.
    package let optedOut: Int
    /// Contacts by the disposition of their last validation; without those that have none.
    package let byStatus: [Disposition: Int]

    /// Contacts that were never validated.
    package var notValidated: Int { contacts - byStatus.values.reduce(0, +) }

    /// The counts of several workspaces that hold parts of the same lists, in the order of the
    /// first.
    package static func sum(of workspaces: [[ListCounts]]) -> [ListCounts] {
        var sums: [ListCounts] = []
        var places: [UInt64: Int] = [:]
        for counts in workspaces.joined() {
            if let place = places[counts.phone] {
                sums[place] = sums[place].adding(counts)
            } else {
                places[counts.phone] = sums.count
                sums.append(counts)
            }
        }
        return sums
    }

    private func adding(_ other: ListCounts) -> ListCounts {
        ListCounts(
            phone: phone, name: name, account: account, status: status,
            contacts: contacts + other.contacts, active: active.addingClamped(other.active),
            optedOut: optedOut + other.optedOut,
            byStatus: byStatus.merging(other.byStatus, uniquingKeysWith: +))
    }
}

extension Workspace {
    /// All lists with their counts, by account, in order of creation. Reads every ListContact and
    /// its Contact.
    package func listCounts() throws(StoreError) -> [ListCounts] {
        let statusColumns = Disposition.allCases
            .map { "total(c.validation_status = \($0.rawValue))" }
            .joined(separator: ", ")
        let statement = try connection.prepare(
            """
            SELECT l.phone, l.name, a.name, l.status, count(lc.id), coalesce(sum(lc.active), 0),
                total(lc.active = 0 AND lc.opt_out_reason IS NOT \(OptOutReason.sync.rawValue)),
                \(statusColumns)
            FROM lists l
            JOIN accounts a ON a.id = l.account
            LEFT JOIN list_contacts lc
                ON lc.id >= l.id << \(Schema.contactBits)
                AND lc.id < (l.id + 1) << \(Schema.contactBits)
            LEFT JOIN contacts c ON c.id = lc.id & ((1 << \(Schema.contactBits)) - 1)
            GROUP BY l.id
            ORDER BY a.id, l.id
            """)
        defer { statement.reset() }
        var counts: [ListCounts] = []
        while try statement.step() {
            counts.append(
                ListCounts(
                    phone: UInt64(bitPattern: statement.int64(0)), name: statement.text(1),
                    account: statement.text(2), status: statement.text(3),
                    contacts: statement.int(4), active: statement.int(5),
                    optedOut: statement.int(6),
                    byStatus: Dictionary(
                        uniqueKeysWithValues: Disposition.allCases.map {
                            ($0, statement.int(7 + Int32($0.rawValue)))
                        })))
        }
        return counts
    }
}
