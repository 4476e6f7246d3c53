import Contacts

/// One enrolment per contact per journey, ever.
package final class EnrolmentTable {
    private let rows: KeyedRead
    private let insert: WideInsert
    private let insertFreely: Statement?

    init(_ connection: Connection) throws(StoreError) {
        rows = try KeyedRead([], of: "enrolments", key: "id", connection)
        insert = try WideInsert(
            into: "enrolments", .init(key: "id", own: ["list"], shared: [("job", 1)]), connection)
        insertFreely =
            DeliberateFault.enrolmentsNotUnique.isPlanted
            ? try connection.prepare("INSERT INTO enrolments(id, list, job) VALUES(?, ?, ?)") : nil
    }

    /// The key of the enrolment of `contact` in `journey`.
    package static func key(journey: Int64, contact: Int64) -> Int64 {
        journey << Schema.contactBits | contact
    }

    /// Calls `found` with the keys of the enrolments that are there.
    ///
    /// - Parameter keys: ascending, each once.
    package func read(_ keys: [Int64], found: (Int64) -> Void) throws(StoreError) {
        if insertFreely != nil { return }
        try rows.read(keys) { place, _ in found(keys[place]) }
    }

    /// - Parameter new: keys and lists, ascending by key; none of the keys is taken.
    package func insert(
        _ new: [(key: Int64, list: Int64)], job: Int64
    ) throws(StoreError) {
        if let insertFreely { return try insert(new, job: job, by: insertFreely) }
        if new.isEmpty { return }
        try insert.insert(
            new,
            .init(
                key: \.key, shared: { $0.bind(job, at: 1) },
                own: { $1.bind($0.list, at: $2) }))
    }

    private func insert(
        _ new: [(key: Int64, list: Int64)], job: Int64, by statement: Statement
    ) throws(StoreError) {
        for new in new {
            statement.bind(new.key, at: 1)
            statement.bind(new.list, at: 2)
            statement.bind(job, at: 3)
            try statement.run()
        }
    }
}
