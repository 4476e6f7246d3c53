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
CREATE TABLE enrolment_runs(
    id INTEGER PRIMARY KEY,
    count INTEGER NOT NULL CHECK(count > 0),
    list INTEGER NOT NULL,
    job INTEGER NOT NULL,
    journey INTEGER AS (id >> 40),
    contact INTEGER AS (id & 1099511627775)
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
CREATE TABLE job_files(
    id INTEGER PRIMARY KEY,
    job INTEGER NOT NULL REFERENCES jobs(id),
    path TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    modified INTEGER NOT NULL
);
CREATE INDEX job_files_by_path ON job_files(path);
CREATE TABLE opt_out_repeats(
    list_contact INTEGER PRIMARY KEY,
    job INTEGER NOT NULL
);
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
CREATE TRIGGER opt_outs_hold_on_update
BEFORE UPDATE OF active ON list_contacts
WHEN OLD.active = 0 AND OLD.opt_out_reason IS NOT 2 AND NEW.active IS NOT 0
BEGIN SELECT RAISE(ROLLBACK, 'an opted-out contact stays opted out'); END;
CREATE TRIGGER opt_outs_hold_on_reason
BEFORE UPDATE OF opt_out_reason ON list_contacts
WHEN OLD.active = 0 AND OLD.opt_out_reason IS NOT 2
    AND NEW.opt_out_reason IS NOT 0 AND NEW.opt_out_reason IS NOT 1
BEGIN SELECT RAISE(ROLLBACK, 'an opted-out contact stays opted out'); END;
CREATE TRIGGER opt_outs_hold_on_move
BEFORE UPDATE OF id ON list_contacts
WHEN NEW.id IS NOT OLD.id
BEGIN SELECT RAISE(ROLLBACK, 'the key of a list contact never changes'); END;
CREATE TRIGGER opt_outs_hold_on_delete
BEFORE DELETE ON list_contacts
WHEN OLD.active = 0 AND OLD.opt_out_reason IS NOT 2
BEGIN SELECT RAISE(ROLLBACK, 'an opted-out contact is kept, so that it stays out'); END;
CREATE TRIGGER opt_outs_hold_on_insert
BEFORE INSERT ON list_contacts
WHEN (NEW.active IS NOT 0
        OR NEW.opt_out_reason IS NOT 0 AND NEW.opt_out_reason IS NOT 1)
    AND EXISTS(
        SELECT 1
        FROM list_contacts
        WHERE id = NEW.id AND active = 0 AND opt_out_reason IS NOT 2)
BEGIN SELECT RAISE(ROLLBACK, 'an opted-out contact stays opted out'); END;
CREATE TRIGGER opt_outs_hold_on_contact_delete
BEFORE DELETE ON contacts
WHEN EXISTS(
    SELECT 1
    FROM lists l
    JOIN list_contacts lc ON lc.id = (l.id << 40 | OLD.id)
    WHERE lc.active = 0 AND lc.opt_out_reason IS NOT 2)
BEGIN SELECT RAISE(ROLLBACK, 'an opted-out contact is kept, so that it stays out'); END;
CREATE TRIGGER contacts_keep_image
AFTER UPDATE ON contacts
WHEN OLD.updated_job <> NEW.updated_job AND OLD.created_job <> NEW.updated_job
BEGIN
    INSERT INTO contact_images(
        job, contact, line_type, carrier, timezone, validation_status, updated_job)
    VALUES(
        NEW.updated_job, OLD.id, OLD.line_type, OLD.carrier, OLD.timezone,
        OLD.validation_status, OLD.updated_job);
END;
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
END;
CREATE TRIGGER enrolments_stay_single_on_insert
AFTER INSERT ON enrolment_runs
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
BEGIN SELECT RAISE(ROLLBACK, 'a contact is enrolled in a journey once'); END;
CREATE TRIGGER enrolments_stay_single_on_update
AFTER UPDATE ON enrolment_runs
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
BEGIN SELECT RAISE(ROLLBACK, 'a contact is enrolled in a journey once'); END;
CREATE TRIGGER fingerprints_forget_on_insert
AFTER INSERT ON list_contacts
BEGIN
    DELETE FROM fingerprints
    WHERE id IN ((NEW.id >> 40 << 40) + (NEW.id & 1099511627775) / 2000);
END;
CREATE TRIGGER fingerprints_forget_on_update
AFTER UPDATE ON list_contacts
BEGIN
    DELETE FROM fingerprints
    WHERE id IN ((OLD.id >> 40 << 40) + (OLD.id & 1099511627775) / 2000, (NEW.id >> 40 << 40) + (NEW.id & 1099511627775) / 2000);
END;
CREATE TRIGGER fingerprints_forget_on_delete
AFTER DELETE ON list_contacts
BEGIN
    DELETE FROM fingerprints
    WHERE id IN ((OLD.id >> 40 << 40) + (OLD.id & 1099511627775) / 2000);
END;
CREATE TRIGGER packed_contacts_forget_on_insert
AFTER INSERT ON contacts
BEGIN
    DELETE FROM packed_contacts
    WHERE id IN ((NEW.id >> 40 << 40) + (NEW.id & 1099511627775) / 2000);
END;
CREATE TRIGGER packed_contacts_forget_on_update
AFTER UPDATE ON contacts
BEGIN
    DELETE FROM packed_contacts
    WHERE id IN ((OLD.id >> 40 << 40) + (OLD.id & 1099511627775) / 2000, (NEW.id >> 40 << 40) + (NEW.id & 1099511627775) / 2000);
END;
CREATE TRIGGER packed_contacts_forget_on_delete
AFTER DELETE ON contacts
BEGIN
    DELETE FROM packed_contacts
    WHERE id IN ((OLD.id >> 40 << 40) + (OLD.id & 1099511627775) / 2000);
END;
CREATE TRIGGER packed_answers_forget_on_insert
AFTER INSERT ON validations
BEGIN
    DELETE FROM packed_answers
    WHERE id IN ((NEW.id >> 40 << 40) + (NEW.id & 1099511627775) / 2000);
END;
CREATE TRIGGER packed_answers_forget_on_update
AFTER UPDATE ON validations
BEGIN
    DELETE FROM packed_answers
    WHERE id IN ((OLD.id >> 40 << 40) + (OLD.id & 1099511627775) / 2000, (NEW.id >> 40 << 40) + (NEW.id & 1099511627775) / 2000);
END;
CREATE TRIGGER packed_answers_forget_on_delete
AFTER DELETE ON validations
BEGIN
    DELETE FROM packed_answers
    WHERE id IN ((OLD.id >> 40 << 40) + (OLD.id & 1099511627775) / 2000);
END;
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
