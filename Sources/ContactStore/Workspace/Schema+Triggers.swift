/// Triggers that keep opt-outs, what a job replaced, and one enrolment of a contact in a journey.
extension Schema {
    /// Names and statements, so that `undo` can lift them within its transaction and `check` can
    /// tell when one is missing.
    static let triggers = guards + packedTriggers

    /// Those that keep opt-outs, what `undo` needs, and one enrolment in a journey.
    static let guards = optOutTriggers + imageTriggers + enrolmentTriggers

    /// An opted-out ListContact stays so, whatever a program or a person writes; one that left by a
    /// sync (reason 2) may come back, but no opt-out may be turned into such a leaving. REPLACE
    /// runs no delete triggers, so inserting is guarded too; an import inserts without, by
    /// statements that fail on a key that is taken.
    ///
    /// They give up the whole transaction: giving up the statement alone would have SQLite keep a
    /// copy of every page that an import's updates touch.
    private static let optOutTriggers: [(name: String, sql: String)] = [
        (
            "opt_outs_hold_on_update",
            """
            CREATE TRIGGER opt_outs_hold_on_update
            BEFORE UPDATE OF active ON list_contacts
            WHEN OLD.active = 0 AND OLD.opt_out_reason IS NOT 2 AND NEW.active IS NOT 0
            BEGIN SELECT RAISE(ROLLBACK, 'an opted-out contact stays opted out'); END
            """
        ),
        (
            "opt_outs_hold_on_reason",
            """
            CREATE TRIGGER opt_outs_hold_on_reason
            BEFORE UPDATE OF opt_out_reason ON list_contacts
            WHEN OLD.active = 0 AND OLD.opt_out_reason IS NOT 2
                AND NEW.opt_out_reason IS NOT 0 AND NEW.opt_out_reason IS NOT 1
            BEGIN SELECT RAISE(ROLLBACK, 'an opted-out contact stays opted out'); END
            """
        ),
        (
            "opt_outs_hold_on_move",
            """
            CREATE TRIGGER opt_outs_hold_on_move
            BEFORE UPDATE OF id ON list_contacts
            WHEN NEW.id IS NOT OLD.id
            BEGIN SELECT RAISE(ROLLBACK, 'the key of a list contact never changes'); END
            """
        ),
        (
            "opt_outs_hold_on_delete",
            """
            CREATE TRIGGER opt_outs_hold_on_delete
            BEFORE DELETE ON list_contacts
            WHEN OLD.active = 0 AND OLD.opt_out_reason IS NOT 2
            BEGIN SELECT RAISE(ROLLBACK, 'an opted-out contact is kept, so that it stays out'); END
            """
        ),
        (
            "opt_outs_hold_on_insert",
            """
            CREATE TRIGGER opt_outs_hold_on_insert
            BEFORE INSERT ON list_contacts
            WHEN (NEW.active IS NOT 0
                    OR NEW.opt_out_reason IS NOT 0 AND NEW.opt_out_reason IS NOT 1)
                AND EXISTS(
                    SELECT 1
                    FROM list_contacts
                    WHERE id = NEW.id AND active = 0 AND opt_out_reason IS NOT 2)
            BEGIN SELECT RAISE(ROLLBACK, 'an opted-out contact stays opted out'); END
            """
        ),
        (
            "opt_outs_hold_on_contact_delete",
            """
            CREATE TRIGGER opt_outs_hold_on_contact_delete
            BEFORE DELETE ON contacts
            WHEN EXISTS(
                SELECT 1
                FROM lists l
                JOIN list_contacts lc ON lc.id = (l.id << 40 | OLD.id)
                WHERE lc.active = 0 AND lc.opt_out_reason IS NOT 2)
            BEGIN SELECT RAISE(ROLLBACK, 'an opted-out contact is kept, so that it stays out'); END
            """
        ),
    ]

    private static let imageTriggers: [(name: String, sql: String)] = [
        (
            "contacts_keep_image",
            """
            CREATE TRIGGER contacts_keep_image
            AFTER UPDATE ON contacts
            WHEN OLD.updated_job <> NEW.updated_job AND OLD.created_job <> NEW.updated_job
            BEGIN
                INSERT INTO contact_images(
                    job, contact, line_type, carrier, timezone, validation_status, updated_job)
                VALUES(
                    NEW.updated_job, OLD.id, OLD.line_type, OLD.carrier, OLD.timezone,
                    OLD.validation_status, OLD.updated_job);
            END
            """
        ),
        (
            "list_contacts_keep_image",
            """
            CREATE TRIGGER list_contacts_keep_image
            AFTER UPDATE ON list_contacts
            WHEN OLD.updated_job <> NEW.updated_job AND OLD.created_job <> NEW.updated_job
            BEGIN
                INSERT INTO list_contact_images(
                    job, list_contact, active, opt_out_reason, signup_method, signup_date,
                    ip_address, url, ad_network_source, ad_network_id, custom_fields, updated_job)
                VALUES(
                    NEW.updated_job, OLD.id, OLD.active, OLD.opt_out_reason, OLD.signup_method,
                    OLD.signup_date, OLD.ip_address, OLD.url, OLD.ad_network_source,
                    OLD.ad_network_id, OLD.custom_fields, OLD.updated_job);
            END
            """
        ),
    ]

    /// No two runs may hold the same key.
    private static let enrolmentTriggers = ["insert", "update"].map { change in
        (
            name: "enrolments_stay_single_on_\(change)",
            sql: """
            CREATE TRIGGER enrolments_stay_single_on_\(change)
            AFTER \(change.uppercased()) ON enrolment_runs
            WHEN NEW.id < (
                    SELECT id + count
                    FROM enrolment_runs
                    WHERE id < NEW.id
                    ORDER BY id DESC
                    LIMIT 1)
                OR NEW.id + NEW.count > (
                    SELECT id
                    FROM enrolment_runs
                    WHERE id > NEW.id
                    ORDER BY id
                    LIMIT 1)
            BEGIN SELECT RAISE(ROLLBACK, 'a contact is enrolled in a journey once'); END
            """
        )
    }

    /// A packed word holds only for the row that it was made with; an import's inserting goes on
    /// without, as it sets the words itself.
    private static let packedTriggers = PackedWords.Kind.allCases.flatMap { kind in
        [
            forgetsWords(kind, on: "insert", ["NEW"]),
            forgetsWords(kind, on: "update", ["OLD", "NEW"]),
            forgetsWords(kind, on: "delete", ["OLD"]),
        ]
    }

    private static func forgetsWords(
        _ kind: PackedWords.Kind, on change: String, _ rows: [String]
    ) -> (name: String, sql: String) {
        let table = kind.rawValue
        let blocks = rows.map { row in
            "(\(row).id >> \(contactBits) << \(contactBits))"
                + " + (\(row).id & \(1 << contactBits - 1)) / \(PackedWords.rowsOfBlock)"
        }.joined(separator: ", ")
        return (
            "\(table)_forget_on_\(change)",
            """
            CREATE TRIGGER \(table)_forget_on_\(change)
            AFTER \(change.uppercased()) ON \(kind.rows)
            BEGIN
                DELETE FROM \(table)
                WHERE id IN (\(blocks));
            END
            """
        )
    }
}
