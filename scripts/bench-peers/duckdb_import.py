"""The import in DuckDB: the same tables, keys and results as script.sql, all cores."""

import duckdb

SQL = r"""
CREATE TABLE contacts(id BIGINT DEFAULT nextval('ids'), phone BIGINT PRIMARY KEY);
CREATE TABLE members(
    contact BIGINT PRIMARY KEY, signup_date VARCHAR, ip_address VARCHAR, custom_fields JSON);
CREATE TEMP TABLE numbers AS
SELECT row, raw.* EXCLUDE (phone),
    CASE
        WHEN regexp_full_match(digits, '[0-9]{10}') THEN CAST('1' || digits AS BIGINT)
        WHEN regexp_full_match(digits, '1[0-9]{10}') THEN CAST(digits AS BIGINT)
    END AS phone
FROM (
    SELECT row_number() OVER () AS row, *,
        regexp_replace(phone, '[ ()+-]', '', 'g') AS digits
    FROM read_csv('contacts.csv', all_varchar = true, header = true, quote = '"')) raw;
INSERT INTO contacts(phone)
SELECT DISTINCT phone
FROM numbers
WHERE phone IS NOT NULL;
INSERT INTO members
SELECT c.id, last(signup_date ORDER BY row), last(ip_address ORDER BY row),
    last(json_object('first_name', first_name, 'last_name', last_name, 'email', email,
        'city', city) ORDER BY row)
FROM numbers
JOIN contacts c USING (phone)
GROUP BY c.id;
COPY (
    SELECT n.row, CASE WHEN c.id IS NULL THEN 400 ELSE 200 END AS status,
        c.id IS NOT NULL AS success, printf('%024x', c.id) AS contact_id
    FROM numbers n
    LEFT JOIN contacts c USING (phone)
    ORDER BY n.row
) TO 'results.ndjson' (FORMAT json);
"""

database = duckdb.connect("duckdb.db")
database.execute("CREATE SEQUENCE ids")
database.execute(SQL)
database.close()
