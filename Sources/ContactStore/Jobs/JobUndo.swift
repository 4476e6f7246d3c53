/// What taking a job back did, and what later jobs kept it from doing.
package struct UndoneEffects: Sendable, Equatable {
    package var contactsRemoved = 0
    package var listContactsRemoved = 0
    /// ListContacts that are again as they were before the job.
    package var listContactsRestored = 0
    package var contactsRestored = 0
    package var enrolmentsRemoved = 0
    /// ListContacts of the job that later jobs changed or enrolled: they stay as they are.
    package var listContactsKept = 0
    /// Contacts of the job that later jobs use or changed: they stay.
    package var contactsKept = 0
}

/// Why a job cannot be taken back.
package enum UndoRefusal: Error, Equatable {
    case undoneBefore
    /// An unfinished job still counts on what is stored: it has to be resumed, given up or undone
    /// first.
    case unfinished(job: Int64)
    /// The job is so old that what it replaced is not kept any more.
    case tooOld
}

/// Takes a job's effects back: what it created goes, what it changed is as before, in one
/// transaction.
///
/// What later jobs changed stays. Paid validations stay, cached and billed.
struct JobUndo {
    let connection: Connection
    let job: Int64

    func run() throws -> UndoneEffects {
        try connection.execute("BEGIN IMMEDIATE")
        do {
            let effects = try takeBack()
            try connection.execute("COMMIT")
            return effects
        } catch {
            connection.rollBack()
            throw error
        }
    }

    private func takeBack() throws -> UndoneEffects {
        if let refusal = try refusal() { throw refusal }
        // Undoing an opt-out is the one way to take it back, and must keep no images of its own.
        for trigger in Schema.guards { try connection.execute("DROP TRIGGER \(trigger.name)") }
        var effects = UndoneEffects()
        effects.enrolmentsRemoved = try count(
            "SELECT coalesce(sum(count), 0) FROM enrolment_runs WHERE job = ?1")
        _ = try change("DELETE FROM enrolment_runs WHERE job = ?1")
        effects.listContactsRemoved = try change(Self.removeListContacts)
        // The job's own say nothing any more; and a key may be given again.
        _ = try change(
            """
            DELETE FROM opt_out_repeats
            WHERE job = ?1 OR list_contact NOT IN (SELECT id FROM list_contacts)
            """)
        let listImages = try restore(Self.listContactImages, by: Self.restoreListContact)
        effects.listContactsRestored = listImages.restored
        let contactImages = try restore(Self.contactImages, by: Self.restoreContact)
        effects.contactsRestored = contactImages.restored
        effects.contactsRemoved = try change(Self.removeContacts)
        effects.listContactsKept =
            listImages.kept
            + (try count("SELECT count(*) FROM list_contacts WHERE created_job = ?1"))
        effects.contactsKept =
            contactImages.kept
            + (try count("SELECT count(*) FROM contacts WHERE created_job = ?1"))
        if effects.contactsRemoved > 0 { try PhoneIndex(of: .contacts, connection).rebuild() }
        if effects.contactsRemoved + effects.contactsRestored > 0 {
            try PackedWords.rebuild(.contacts, connection)
        }
        try forget()
        for trigger in Schema.guards { try connection.execute(trigger.sql) }
        return effects
    }

    private func refusal() throws(StoreError) -> UndoRefusal? {
        let job = try connection.prepare(
            """
            SELECT state, started_at < unixepoch() - \(JobTable.imageSecondsMax)
            FROM jobs
            WHERE id = ?
            """)
        job.bind(self.job, at: 1)
        defer { job.reset() }
        guard try job.step() else { return nil }
        if job.text(0) == "undone" { return .undoneBefore }
        if job.bool(1) { return .tooOld }
        let other = try connection.prepare(
            """
            SELECT id
            FROM jobs
            WHERE id <> ? AND \(JobRecord.unfinished)
            ORDER BY id
            LIMIT 1
            """)
        other.bind(self.job, at: 1)
        defer { other.reset() }
        return try other.step() ? .unfinished(job: other.int64(0)) : nil
    }

    /// Goes through the job's images, newest first; an image counts only while the job was the last
    /// to change its row.
    private func restore(
        _ images: String, by update: String
    ) throws(StoreError) -> (restored: Int, kept: Int) {
        let images = try connection.prepare(images)
        let update = try connection.prepare(update)
        images.bind(job, at: 1)
        defer { images.reset() }
        var restored = 0
        var kept = 0
        while try images.step() {
            update.bind(job, at: 1)
            update.bind(images.int64(0), at: 2)
            try update.run()
            if connection.changedRows > 0 { restored += 1 } else { kept += 1 }
        }
        return (restored, kept)
    }

    private func forget() throws(StoreError) {
        for table in ["contact_images", "list_contact_images", "job_seen"] {
            _ = try change("DELETE FROM \(table) WHERE job = ?1")
        }
        _ = try change("UPDATE jobs SET state = 'undone', key = NULL WHERE id = ?1")
    }

    private func change(_ sql: String) throws(StoreError) -> Int {
        let statement = try connection.prepare(sql)
        statement.bind(job, at: 1)
        try statement.run()
        return connection.changedRows
    }

    private func count(_ sql: String) throws(StoreError) -> Int {
        let statement = try connection.prepare(sql)
        statement.bind(job, at: 1)
        defer { statement.reset() }
        return try statement.step() ? statement.int(0) : 0
    }
}

extension JobUndo {
    /// Another job's row that opted out who was out already, and so changed nothing else. A job
    /// that was resumed may have come after one with a larger number.
    private static let otherOptOut = """
        SELECT 1 FROM opt_out_repeats r WHERE r.list_contact = list_contacts.id AND r.job <> ?1
        """

    /// Whether an image is of who was out already, not only missing from a synced file.
    private static let isOptOut =
        "(i.active = 0 AND i.opt_out_reason IS NOT \(OptOutReason.sync.rawValue))"

    /// The key of a ListContact's enrolment in a journey.
    private static let enrolment = """
        ((j.id << \(Schema.contactBits))
            | (list_contacts.id & ((1 << \(Schema.contactBits)) - 1)))
        """

    /// Untouched by other jobs, also between two parts of this one, and not enrolled by them.
    private static let removeListContacts = """
        DELETE FROM list_contacts
        WHERE created_job = ?1 AND updated_job = ?1
            AND id NOT IN (SELECT list_contact FROM list_contact_images WHERE job <> ?1)
            AND NOT EXISTS(\(otherOptOut))
            AND NOT EXISTS(
                SELECT 1
                FROM journeys j
                JOIN enrolment_runs e
                    ON e.id = (SELECT max(id) FROM enrolment_runs WHERE id <= \(enrolment))
                WHERE \(enrolment) - e.id < e.count
                    AND e.list = list_contacts.id >> \(Schema.contactBits))
        """

    /// Untouched by other jobs, and on no list any more.
    private static let removeContacts = """
        DELETE FROM contacts
        WHERE created_job = ?1 AND updated_job = ?1
            AND id NOT IN (SELECT contact FROM contact_images WHERE job <> ?1)
            AND NOT EXISTS(
                SELECT 1
                FROM lists l
                JOIN list_contacts lc ON lc.id = (l.id << \(Schema.contactBits) | contacts.id))
        """

    private static let listContactImages = """
        SELECT id
        FROM list_contact_images
        WHERE job = ?
        ORDER BY id DESC
        """

    private static let contactImages = """
        SELECT id
        FROM contact_images
        WHERE job = ?
        ORDER BY id DESC
        """

    private static let restoreListContact = """
        UPDATE list_contacts
        SET active = i.active, opt_out_reason = i.opt_out_reason,
            signup_method = i.signup_method, signup_date = i.signup_date,
            ip_address = i.ip_address, url = i.url, ad_network_source = i.ad_network_source,
            ad_network_id = i.ad_network_id, custom_fields = i.custom_fields,
            updated_job = i.updated_job
        FROM list_contact_images i
        WHERE i.id = ?2 AND list_contacts.id = i.list_contact AND list_contacts.updated_job = ?1
            AND (\(isOptOut) OR NOT EXISTS(\(otherOptOut)))
        """

    private static let restoreContact = """
        UPDATE contacts
        SET line_type = i.line_type, carrier = i.carrier, timezone = i.timezone,
            validation_status = i.validation_status, updated_job = i.updated_job
        FROM contact_images i
        WHERE i.id = ?2 AND contacts.id = i.contact AND contacts.updated_job = ?1
        """
}

extension Workspace {
    /// Takes a job's effects back, in one transaction.
    ///
    /// - Throws: ``UndoRefusal`` or ``StoreError``; nothing is changed then.
    package func undo(job: Int64) throws -> UndoneEffects {
        try JobUndo(connection: connection, job: job).run()
    }
}
