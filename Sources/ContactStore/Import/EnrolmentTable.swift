import Contacts

/// One enrolment per contact per journey, ever.
package final class EnrolmentTable {
    private let rows: KeyedRead
    private let insert: Statement

    init(_ connection: Connection) throws(StoreError) {
        rows = try KeyedRead([], of: "enrolments", key: "id", connection)
        insert = try connection.prepare("INSERT INTO enrolments(id, list, job) VALUES(?, ?, ?)")
    }

    /// The key of the enrolment of `contact` in `journey`.
    package static func key(journey: Int64, contact: Int64) -> Int64 {
        journey << Schema.contactBits | contact
    }

    /// Calls `found` with the keys of the enrolments that are there.
    ///
    /// - Parameter keys: ascending, each once.
    package func read(_ keys: [Int64], found: (Int64) -> Void) throws(StoreError) {
        if DeliberateFault.enrolmentsNotUnique.isPlanted { return }
        try rows.read(keys) { place, _ in found(keys[place]) }
    }

    package func enrol(key: Int64, list: Int64, job: Int64) throws(StoreError) {
        insert.bind(key, at: 1)
        insert.bind(list, at: 2)
        insert.bind(job, at: 3)
        try insert.run()
    }
}
