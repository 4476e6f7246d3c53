import Foundation

/// Copies one shard's part of a workspace into a workspace of its own.
///
/// Everything of a number goes with it: contact, ListContacts, opt-outs, enrolments, paid answers,
/// bill. Settings, the secret of the ids and the names of jobs are everywhere the same. Of a job's
/// counts those that can be counted again are those of the part; the others stay with the part that
/// takes them, so that the parts' sums are what the whole's were.
package struct WorkspaceSplit {
    private let shard: Int
    private let shards: ShardNumber
    /// Rows, refusals and what else of jobs belongs to no number go with this part.
    package let takesCounts: Bool

    package init(shard: Int, of count: Int, takesCounts: Bool) {
        precondition((0..<count).contains(shard))
        self.shard = shard
        shards = ShardNumber(count: count)
        self.takesCounts = takesCounts
    }

    /// - Parameter phone: E.164 without the plus.
    func isInPart(_ phone: UInt64) -> Bool { shards.shard(of: phone) == shard }

    /// Writes the part to a file that is not there yet. A failure leaves none behind.
    ///
    /// - Parameter workspace: opened for writing, so that nobody else writes meanwhile.
    package func write(from workspace: Workspace, to path: String) throws(StoreError) {
        try Workspace.createPrivately(path, mustBeNew: true)
        do {
            let copy = try workspace.connection.prepare("VACUUM INTO ?")
            copy.bind(path, at: 1)
            try copy.run()
            let lock = try Self.lock(path)
            let part = try Workspace(writing: path, lock: lock)
            try part.connection.transaction { () throws(StoreError) in try keepPart(part.connection)
            }
            try part.connection.execute("VACUUM")
        } catch {
            for file in Workspace.files(of: path) { unlink(file) }
            throw error
        }
    }

    private static func lock(_ path: String) throws(StoreError) -> WorkspaceLock {
        do {
            return try WorkspaceLock(workspace: path, purpose: "split")
        } catch {
            throw StoreError(code: 5, operation: "lock \(path)", reason: "\(error)")
        }
    }

    private func keepPart(_ connection: Connection) throws(StoreError) {
        // An opt-out that goes is kept in another part.
        for trigger in Schema.triggers { try connection.execute("DROP TRIGGER \(trigger.name)") }
        try checkCharges(connection)
        try collectOthers(connection)
        try connection.execute(Self.removeOthers)
        try keepArrivals(connection)
        try EnrolmentTable.repack(from: "temp.kept_enrolments", connection)
        try connection.execute(Self.keepCharges)
        for kind in PackedWords.Kind.allCases { try PackedWords.rebuild(kind, connection) }
        for indexed in try PhoneIndex.all(in: connection) {
            try PhoneIndex(of: indexed, connection).rebuild()
        }
        try connection.execute(Self.countAgain)
        if !takesCounts { try connection.execute(Self.clearCounts) }
        let rename = try connection.prepare(Self.renameJobs)
        let digits = "\(shard)"
        rename.bind(String(repeating: "0", count: max(5 - digits.count, 0)) + digits, at: 1)
        try rename.run()
        for trigger in Schema.triggers { try connection.execute(trigger.sql) }
    }

    /// A ledger line whose validation is lost has no number, and so belongs to no shard: it must
    /// not be lost as well.
    private func checkCharges(_ connection: Connection) throws(StoreError) {
        let lost = try connection.prepare(WorkspaceCheck.uncachedCharges)
        defer { lost.reset() }
        guard try lost.step(), lost.int64(0) > 0 else { return }
        throw StoreError(
            code: 11, operation: "split the ledger", reason: "paid answers are not in the cache",
            advice: "look with 'enlist check'")
    }

    /// The numbers of other shards, in a table of their own.
    private func collectOthers(_ connection: Connection) throws(StoreError) {
        try connection.execute("CREATE TEMP TABLE others(phone INTEGER PRIMARY KEY)")
        let phones = try connection.prepare(
            """
            SELECT phone FROM contacts
            UNION SELECT phone FROM validations
            """)
        let insert = try connection.prepare("INSERT INTO others(phone) VALUES(?)")
        defer { phones.reset() }
        while try phones.step() {
            let phone = phones.int64(0)
            guard !isInPart(UInt64(bitPattern: phone)) else { continue }
            insert.bind(phone, at: 1)
            try insert.run()
        }
    }

    private static let mask = "((1 << \(Schema.contactBits)) - 1)"

    private static let removeOthers = """
        CREATE TEMP TABLE other_contacts AS
            SELECT c.id FROM contacts c JOIN others o ON o.phone = c.phone;
        CREATE UNIQUE INDEX temp.other_contacts_by_id ON other_contacts(id);
        DELETE FROM list_contacts WHERE id & \(mask) IN (SELECT id FROM other_contacts);
        DELETE FROM list_contact_images
            WHERE list_contact & \(mask) IN (SELECT id FROM other_contacts);
        DELETE FROM opt_out_repeats WHERE list_contact & \(mask) IN (SELECT id FROM other_contacts);
        DELETE FROM contact_images WHERE contact IN (SELECT id FROM other_contacts);
        DELETE FROM contacts WHERE id IN (SELECT id FROM other_contacts);
        DELETE FROM validations WHERE phone IN (SELECT phone FROM others);
        DROP TABLE other_contacts;
        DROP TABLE others;
        CREATE TEMP TABLE kept_enrolments AS
            SELECT e.journey << \(Schema.contactBits) | c.id AS id, e.list, e.job
            FROM enrolment_runs e
            JOIN contacts c ON c.id BETWEEN e.contact AND e.contact + e.count - 1;
        """

    private static let keepCharges = """
        DROP TABLE kept_enrolments;
        CREATE TEMP TABLE charges AS
            SELECT e.id AS line, e.account, v.id AS validation, e.mills, e.job, e.charged_at
            FROM ledger_runs e
            JOIN validations v ON v.id BETWEEN e.validation AND e.validation + e.count - 1;
        DELETE FROM ledger_runs;
        INSERT INTO ledger_runs(account, validation, count, mills, job, charged_at)
        SELECT account, min(validation), count(*), mills, job, charged_at
        FROM (
            SELECT *, validation - row_number() OVER (PARTITION BY line ORDER BY validation) AS run
            FROM charges)
        GROUP BY line, run
        ORDER BY line, min(validation);
        DROP TABLE charges;
        """

    /// Undone jobs keep what they said: nothing of them is stored.
    private static let countAgain = """
        UPDATE jobs AS j
        SET checkpoint = json_set(
            checkpoint,
            '$.contacts_created',
            CASE WHEN state = 'undone' THEN checkpoint ->> 'contacts_created'
                ELSE (SELECT count(*) FROM contacts WHERE created_job = j.id) END,
            '$.list_contacts_created',
            CASE WHEN state = 'undone' THEN checkpoint ->> 'list_contacts_created'
                ELSE (SELECT count(*) FROM list_contacts WHERE created_job = j.id) END,
            '$.validation.total_cost',
            (SELECT CASE sum(mills * count) WHEN 0 THEN 0
                    ELSE coalesce(sum(mills * count) / 1000.0, 0) END
                FROM ledger_runs
                WHERE job = j.id))
        WHERE json_valid(checkpoint) AND checkpoint ->> 'rows' IS NOT NULL
        """

    private static let clearCounts = """
        UPDATE jobs
        SET checkpoint = json_set(
            checkpoint, '$.rows', 0, '$.success_count', 0, '$.error_count', 0, '$.errors', json('{}'),
            '$.updated', 0, '$.unchanged', 0, '$.duplicates', 0, '$.skipped_opted_out', 0,
            '$.skipped_blocked', 0, '$.journeys_enrolled', 0, '$.enrolled', json('{}'),
            '$.warnings', json('{}'), '$.bytes', 0, '$.resumed', 0,
            '$.validation.total', 0, '$.validation.ok', 0, '$.validation.unreachable', 0,
            '$.validation.invalid', 0, '$.validation.risky', 0, '$.validation.unknown', 0,
            '$.validation.errors', 0, '$.validation.cached', 0)
        WHERE json_valid(checkpoint) AND checkpoint ->> 'rows' IS NOT NULL
        """

    /// `KEY/00003` gets this shard's number, so that the import of the key is known here, too.
    private static let renameJobs = """
        UPDATE jobs
        SET key = substr(key, 1, length(key) - 5) || ?1
        WHERE key GLOB '*/[0-9][0-9][0-9][0-9][0-9]'
        """
}
