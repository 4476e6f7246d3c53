/// One enrolment per contact per journey, ever.
package struct EnrolmentTable {
    private let select: Statement
    private let insert: Statement

    init(_ connection: Connection) throws(StoreError) {
        select = try connection.prepare(
            "SELECT 1 FROM enrolments WHERE journey = ? AND contact = ?")
        insert = try connection.prepare(
            """
            INSERT INTO enrolments(journey, contact, list, job)
            VALUES(?, ?, ?, ?)
            """)
    }

    package func isEnrolled(contact: Int64, journey: Int64) throws(StoreError) -> Bool {
        if DeliberateFault.enrolmentsNotUnique.isPlanted { return false }
        select.bind(journey, at: 1)
        select.bind(contact, at: 2)
        let found = try select.step()
        if found { select.reset() }
        return found
    }

    package func enrol(
        contact: Int64, journey: Int64, list: Int64, job: Int64
    ) throws(StoreError) {
        insert.bind(journey, at: 1)
        insert.bind(contact, at: 2)
        insert.bind(list, at: 3)
        insert.bind(job, at: 4)
        try insert.run()
    }
}
