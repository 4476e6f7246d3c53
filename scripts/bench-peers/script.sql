-- The import as a good SQL script for the sqlite3 shell: numbers cleaned by replace(), contacts and
-- memberships in keyed tables, custom fields merged by json_patch(), one result line a row.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA cache_size = -65536;
CREATE TABLE contacts(id INTEGER PRIMARY KEY, phone INTEGER NOT NULL UNIQUE);
CREATE TABLE members(
    contact INTEGER PRIMARY KEY, signup_date TEXT, ip_address TEXT, custom_fields TEXT);
CREATE TEMP TABLE raw(phone, first_name, last_name, email, city, signup_date, ip_address);
.mode csv
.import --skip 1 contacts.csv raw
BEGIN;
CREATE TEMP TABLE numbers AS
SELECT rowid AS row,
    CASE
        WHEN digits GLOB '*[^0-9]*' THEN NULL
        WHEN length(digits) = 10 THEN CAST('1' || digits AS INTEGER)
        WHEN length(digits) = 11 AND digits LIKE '1%' THEN CAST(digits AS INTEGER)
    END AS phone
FROM (
    SELECT rowid,
        replace(replace(replace(replace(replace(phone, ' ', ''), '-', ''), '(', ''), ')', ''),
            '+', '') AS digits
    FROM raw);
INSERT INTO contacts(phone)
SELECT phone
FROM numbers
WHERE phone IS NOT NULL
ON CONFLICT DO NOTHING;
INSERT INTO members
SELECT c.id, raw.signup_date, raw.ip_address,
    json_object('first_name', raw.first_name, 'last_name', raw.last_name, 'email', raw.email,
        'city', raw.city)
FROM numbers n
JOIN raw ON raw.rowid = n.row
JOIN contacts c ON c.phone = n.phone
WHERE true
ORDER BY n.row
ON CONFLICT DO UPDATE SET custom_fields = json_patch(custom_fields, excluded.custom_fields);
COMMIT;
.mode list
.output results.ndjson
SELECT CASE
    WHEN c.id IS NULL THEN json_object('row', n.row, 'status', 400, 'code', 'invalid_phone')
    ELSE json_object('row', n.row, 'status', 200, 'success', json('true'), 'contact_id',
        printf('%024x', c.id), 'list_contact_id', printf('1%023x', c.id))
    END
FROM numbers n
LEFT JOIN contacts c ON c.phone = n.phone
ORDER BY n.row;
