/// Tables and triggers that let a job be resumed and undone, and that keep opt-outs.
extension Schema {
    /// - `arrivals`: paid answers that came before the rows that pay for them are stored.
    /// - `job_seen`: which contacts an unfinished job has met, commit by commit.
    /// - `…_images`: what a job's first change of a row replaced, for `undo`. Rows that the job
    ///   itself created have none: they are known by their `created_job`.
    static let jobTables = """
        CREATE TABLE arrivals(
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL,
            job INTEGER NOT NULL,
            question BLOB NOT NULL,
            answer BLOB NOT NULL
        );

        CREATE TABLE job_seen(
            id INTEGER PRIMARY KEY,
            job INTEGER NOT NULL REFERENCES jobs(id),
            keys BLOB NOT NULL
        );

        CREATE TABLE contact_images(
            id INTEGER PRIMARY KEY,
            job INTEGER NOT NULL,
            contact INTEGER NOT NULL,
            line_type INTEGER NOT NULL,
            carrier INTEGER,
            timezone INTEGER,
            validation_status INTEGER,
            updated_job INTEGER NOT NULL
        );

        CREATE INDEX contact_images_by_job ON contact_images(job);

        CREATE TABLE list_contact_images(
            id INTEGER PRIMARY KEY,
            job INTEGER NOT NULL,
            list_contact INTEGER NOT NULL,
            active INTEGER NOT NULL,
            opt_out_reason INTEGER,
            signup_method INTEGER NOT NULL,
            signup_date INTEGER NOT NULL,
            ip_address TEXT,
            url TEXT,
            ad_network_source TEXT,
            ad_network_id TEXT,
            custom_fields TEXT,
            updated_job INTEGER NOT NULL
        );

        CREATE INDEX list_contact_images_by_job ON list_contact_images(job);
        """

    /// - `phone_runs`: of Contacts (account 0) and of an account's validations.
    /// - `enrolments`: the parts of the key are columns too, computed when they are asked for.
    /// - `answers`: what validations say; a 0 is no text.
    static let keyedTables = """
        CREATE TABLE phone_runs(
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL,
            count INTEGER NOT NULL
        );

        CREATE TABLE phone_blocks(
            id INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES phone_runs(id),
            last INTEGER NOT NULL,
            entries BLOB NOT NULL,
            UNIQUE(run, last)
        );

        CREATE TABLE enrolments(
            id INTEGER PRIMARY KEY,
            list INTEGER NOT NULL,
            job INTEGER NOT NULL,
            journey INTEGER AS (id >> \(contactBits)),
            contact INTEGER AS (id & \(1 << contactBits - 1))
        );

        CREATE TABLE answers(
            id INTEGER PRIMARY KEY,
            valid INTEGER NOT NULL,
            line_type INTEGER NOT NULL,
            carrier INTEGER NOT NULL,
            carrier_raw INTEGER NOT NULL,
            ported INTEGER NOT NULL,
            country INTEGER NOT NULL,
            state INTEGER NOT NULL,
            city INTEGER NOT NULL,
            UNIQUE(valid, line_type, carrier, carrier_raw, ported, country, state, city)
        );

        CREATE TABLE validations(
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL,
            phone INTEGER NOT NULL,
            answer INTEGER NOT NULL REFERENCES answers(id),
            job INTEGER NOT NULL,
            forced_job INTEGER
        );
        """

    /// ListContacts that a row opted out when they were out already, and the last job that did:
    /// undoing the job before must not wake them. It stays when that job is undone in turn, to be
    /// on the safe side.
    static let repeatTable = """
        CREATE TABLE opt_out_repeats(
            list_contact INTEGER PRIMARY KEY,
            job INTEGER NOT NULL
        );
        """

    /// What files were when a job that finished had read them whole, so that a folder's files are
    /// read once.
    static let fileTable = """
        CREATE TABLE job_files(
            id INTEGER PRIMARY KEY,
            job INTEGER NOT NULL REFERENCES jobs(id),
            path TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            modified INTEGER NOT NULL
        );

        CREATE INDEX job_files_by_path ON job_files(path);
        """

    /// See ``PackedWords``.
    static let packedTables = """
        CREATE TABLE fingerprints(
            id INTEGER PRIMARY KEY,
            words BLOB NOT NULL
        );

        CREATE TABLE packed_contacts(
            id INTEGER PRIMARY KEY,
            words BLOB NOT NULL
        );

        CREATE TABLE packed_answers(
            id INTEGER PRIMARY KEY,
            words BLOB NOT NULL
        );
        """

    /// Names and statements, so that `undo` can lift them within its transaction and `check` can
    /// tell when one is missing.
    static let triggers = guards + packedTriggers

    /// Those that keep opt-outs, and what `undo` needs.
    static let guards = optOutTriggers + imageTriggers

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
