/// The tables of a workspace.
///
/// - Phone numbers are stored as integers: E.164 without the plus.
/// - Contacts, and an account's validations, are found by phone through sorted runs of numbers
///   (`phone_runs`, `phone_blocks`, `phone_keys`), see ``PhoneIndex``; each number is there once.
/// - A ListContact's key is `list << 40 | contact`, so that new ones append within their list; an
///   enrolment's is `journey << 40 | contact`.
/// - Enrolments and ledger lines that follow one another are one row, a run: what it says once
///   holds for each of `count` keys from its first on.
/// - Instants are seconds since 1970 in UTC. What a row did carries its job; the job knows the
///   instant.
/// - Repeated text (carriers, timezones) stands once in `texts`, what validations say once in
///   `answers`.
/// - The `…_view`s are for people and scripts: plain numbers, words and ISO instants.
enum Schema {
    /// The version this code reads and writes, kept in SQLite's `user_version`.
    static let version: Int64 = 9
    /// "Enli" in SQLite's `application_id`, so that `file` and we can tell a workspace.
    static let applicationID: Int64 = 0x456E_6C69
    /// Bits of a ListContact's and an enrolment's key that hold the contact; the rest holds the
    /// list or the journey.
    static let contactBits: Int64 = 40
    /// The last key that a Contact, and a validation, can have.
    static let contactIDMax: Int64 = 1 << contactBits - 1

    /// Makes sure that a table has keys for its new rows: beyond the last one they would be
    /// others'.
    ///
    /// - Parameter last: of the new rows; nil when there are none.
    static func checkRoom(in table: String, upTo last: Int64?) throws(StoreError) {
        guard let last, last > contactIDMax else { return }
        throw StoreError(
            code: 11, operation: "insert into \(table)", reason: "its keys are used up")
    }

    static let tables = """
        CREATE TABLE secrets(
            name TEXT PRIMARY KEY,
            value BLOB NOT NULL
        ) WITHOUT ROWID;

        CREATE TABLE accounts(
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            owner_email TEXT,
            status TEXT NOT NULL,
            reject_voip_numbers INTEGER NOT NULL,
            region TEXT NOT NULL,
            billing TEXT NOT NULL
        );

        CREATE TABLE api_keys(
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES accounts(id),
            hash BLOB NOT NULL UNIQUE,
            created_at INTEGER NOT NULL,
            revoked_at INTEGER
        );

        CREATE TABLE lists(
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES accounts(id),
            phone INTEGER NOT NULL UNIQUE,
            name TEXT NOT NULL,
            brand_name TEXT,
            status TEXT NOT NULL,
            tag INTEGER NOT NULL UNIQUE
        );

        CREATE TABLE journeys(
            id INTEGER PRIMARY KEY,
            account INTEGER NOT NULL REFERENCES accounts(id),
            name TEXT NOT NULL,
            status TEXT NOT NULL,
            condition TEXT NOT NULL,
            UNIQUE(account, name)
        );

        CREATE TABLE dnc(
            phone INTEGER PRIMARY KEY
        );

        CREATE TABLE blocklist(
            account INTEGER NOT NULL REFERENCES accounts(id),
            phone INTEGER NOT NULL,
            PRIMARY KEY(account, phone)
        ) WITHOUT ROWID;

        CREATE TABLE number_ranges(
            prefix TEXT PRIMARY KEY,
            carrier_raw TEXT,
            carrier TEXT,
            line_type TEXT NOT NULL,
            ported INTEGER NOT NULL,
            country TEXT,
            state TEXT,
            city TEXT
        ) WITHOUT ROWID;

        CREATE TABLE texts(
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL UNIQUE
        );

        CREATE TABLE jobs(
            id INTEGER PRIMARY KEY,
            key TEXT UNIQUE,
            account INTEGER NOT NULL REFERENCES accounts(id),
            kind TEXT NOT NULL,
            state TEXT NOT NULL,
            inputs TEXT NOT NULL,
            options TEXT NOT NULL,
            clock INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            finished_at INTEGER,
            checkpoint TEXT NOT NULL,
            failure TEXT,
            invocation TEXT NOT NULL DEFAULT '{}'
        );

        CREATE TABLE contacts(
            id INTEGER PRIMARY KEY,
            phone INTEGER NOT NULL,
            line_type INTEGER NOT NULL,
            carrier INTEGER REFERENCES texts(id),
            timezone INTEGER REFERENCES texts(id),
            validation_status INTEGER,
            created_job INTEGER NOT NULL,
            updated_job INTEGER NOT NULL
        );

        CREATE TABLE list_contacts(
            id INTEGER PRIMARY KEY,
            active INTEGER NOT NULL,
            opt_out_reason INTEGER,
            signup_method INTEGER NOT NULL,
            signup_date INTEGER NOT NULL,
            ip_address TEXT,
            url TEXT,
            ad_network_source TEXT,
            ad_network_id TEXT,
            custom_fields TEXT,
            created_job INTEGER NOT NULL,
            updated_job INTEGER NOT NULL
        );
        """

    static let tableNames: Set = [
        "accounts", "answers", "api_keys", "arrivals", "blocklist", "contact_images", "contacts",
        "dnc", "enrolment_runs", "fingerprints", "job_files", "job_seen", "jobs", "journeys",
        "ledger_runs", "list_contact_images", "list_contacts", "lists", "number_ranges",
        "opt_out_repeats", "packed_answers", "packed_contacts", "phone_blocks", "phone_keys",
        "phone_runs", "secrets", "texts", "validations",
    ]

    static let viewNames = [
        "contact_view", "list_contact_view", "enrolment_view", "validation_view", "ledger_view",
    ]

    static let views = """
        CREATE VIEW contact_view AS
        SELECT '+' || c.phone AS phone_number,
            carrier.text AS carrier,
            CASE c.line_type WHEN 1 THEN 'CELL PHONE' WHEN 2 THEN 'VOIP' WHEN 3 THEN 'LANDLINE'
                ELSE 'UNKNOWN' END AS line_type,
            timezone.text AS timezone,
            CASE c.validation_status WHEN 0 THEN 'ok' WHEN 1 THEN 'unreachable'
                WHEN 2 THEN 'invalid' WHEN 3 THEN 'risky' WHEN 4 THEN 'unknown'
                END AS validation_status,
            strftime('%Y-%m-%dT%H:%M:%SZ', created.clock, 'unixepoch') AS created_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', updated.clock, 'unixepoch') AS updated_at
        FROM contacts c
        LEFT JOIN texts carrier ON carrier.id = c.carrier
        LEFT JOIN texts timezone ON timezone.id = c.timezone
        LEFT JOIN jobs created ON created.id = c.created_job
        LEFT JOIN jobs updated ON updated.id = c.updated_job;

        CREATE VIEW list_contact_view AS
        SELECT a.name AS account,
            '+' || l.phone AS list_number,
            '+' || c.phone AS phone_number,
            lc.active,
            CASE lc.opt_out_reason WHEN 0 THEN 'import' WHEN 1 THEN 'manual'
                WHEN 2 THEN 'sync' END AS opt_out_reason,
            CASE lc.signup_method WHEN 0 THEN 'import' ELSE 'api' END AS signup_method,
            strftime('%Y-%m-%dT%H:%M:%SZ', lc.signup_date, 'unixepoch') AS signup_date,
            lc.ip_address, lc.url, lc.ad_network_source, lc.ad_network_id,
            coalesce(lc.custom_fields, '{}') AS custom_fields,
            strftime('%Y-%m-%dT%H:%M:%SZ', created.clock, 'unixepoch') AS created_at,
            strftime('%Y-%m-%dT%H:%M:%SZ', updated.clock, 'unixepoch') AS updated_at
        FROM list_contacts lc
        JOIN lists l ON l.id = lc.id >> 40
        JOIN accounts a ON a.id = l.account
        JOIN contacts c ON c.id = lc.id & 0xFFFFFFFFFF
        LEFT JOIN jobs created ON created.id = lc.created_job
        LEFT JOIN jobs updated ON updated.id = lc.updated_job;

        CREATE VIEW enrolment_view AS
        SELECT a.name AS account, j.name AS journey,
            '+' || l.phone AS list_number,
            '+' || c.phone AS phone_number,
            strftime('%Y-%m-%dT%H:%M:%SZ', jobs.clock, 'unixepoch') AS enrolled_at
        FROM enrolment_runs e
        JOIN journeys j ON j.id = e.journey
        JOIN accounts a ON a.id = j.account
        JOIN contacts c ON c.id BETWEEN e.contact AND e.contact + e.count - 1
        JOIN lists l ON l.id = e.list
        LEFT JOIN jobs ON jobs.id = e.job;

        CREATE VIEW validation_view AS
        SELECT a.name AS account,
            '+' || v.phone AS phone_number,
            said.valid,
            CASE said.line_type WHEN 0 THEN 'mobile' WHEN 1 THEN 'fixed line' WHEN 2 THEN 'voip'
                WHEN 3 THEN 'other' ELSE 'unknown' END AS line_type,
            carrier.text AS carrier, carrier_raw.text AS carrier_raw,
            said.ported, country.text AS country, state.text AS state, city.text AS city
        FROM validations v
        JOIN accounts a ON a.id = v.account
        JOIN answers said ON said.id = v.answer
        LEFT JOIN texts carrier ON carrier.id = said.carrier
        LEFT JOIN texts carrier_raw ON carrier_raw.id = said.carrier_raw
        LEFT JOIN texts country ON country.id = said.country
        LEFT JOIN texts state ON state.id = said.state
        LEFT JOIN texts city ON city.id = said.city;

        CREATE VIEW ledger_view AS
        SELECT a.name AS account,
            '+' || v.phone AS phone_number,
            e.mills, e.job,
            strftime('%Y-%m-%dT%H:%M:%SZ', e.charged_at, 'unixepoch') AS charged_at
        FROM ledger_runs e
        JOIN accounts a ON a.id = e.account
        LEFT JOIN validations v ON v.id BETWEEN e.validation AND e.validation + e.count - 1
        ORDER BY e.id, v.id;
        """
}
