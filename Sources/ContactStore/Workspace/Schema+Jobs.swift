/// Tables that imports write beside contacts and lists, and that let a job be resumed and undone.
extension Schema {
    /// - `arrivals`: calls to a provider, from before they are sent until the rows that pay for
    ///   them are stored; those that have no answer yet have an empty one.
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
    /// - `phone_blocks`, `phone_keys`: see ``PhoneBlockTable``.
    static let phoneTables = """
        CREATE TABLE phone_runs(
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL,
            count INTEGER NOT NULL
        );

        CREATE TABLE phone_blocks(
            id INTEGER PRIMARY KEY,
            run INTEGER NOT NULL REFERENCES phone_runs(id),
            last INTEGER NOT NULL,
            phones BLOB NOT NULL,
            UNIQUE(run, last)
        );

        CREATE TABLE phone_keys(
            block INTEGER PRIMARY KEY REFERENCES phone_blocks(id),
            keys BLOB NOT NULL
        );
        """

    /// - `answers`: what validations say; a 0 is no text.
    static let keyedTables = """
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

    /// - `enrolment_runs`: of Contacts that one job enrolled in a journey by one list. The parts of
    ///   the first key are columns too, computed when they are asked for.
    /// - `ledger_runs`: of validations that were paid for one after the other, at one price.
    static let runTables = """
        CREATE TABLE enrolment_runs(
            id INTEGER PRIMARY KEY,
            count INTEGER NOT NULL CHECK(count > 0),
            list INTEGER NOT NULL,
            job INTEGER NOT NULL,
            journey INTEGER AS (id >> \(contactBits)),
            contact INTEGER AS (id & \(1 << contactBits - 1))
        );

        CREATE TABLE ledger_runs(
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL,
            validation INTEGER NOT NULL,
            count INTEGER NOT NULL CHECK(count > 0),
            mills INTEGER NOT NULL,
            job INTEGER NOT NULL,
            charged_at INTEGER NOT NULL
        );
        """

    /// ListContacts that a row opted out when they were out already, and the job that did, 0 for
    /// several: undoing another job must not wake them. What several did stays when one of them is
    /// undone in turn, to be on the safe side.
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
}
