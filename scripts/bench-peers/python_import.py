"""The import as a Python program: csv, phonenumbers and sqlite3 of the standard library."""

import csv
import json
import sqlite3

import phonenumbers

database = sqlite3.connect("python.db", isolation_level=None)
database.executescript("""
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE contacts(id INTEGER PRIMARY KEY, phone INTEGER NOT NULL UNIQUE);
    CREATE TABLE members(
        contact INTEGER PRIMARY KEY, signup_date TEXT, ip_address TEXT, custom_fields TEXT);
""")
CUSTOM = ("first_name", "last_name", "email", "city")


def number(text):
    try:
        parsed = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return int(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)[1:])


def add(row):
    """Upserts one row and returns its result."""
    phone = number(row["phone"])
    if phone is None:
        return {"status": 400, "code": "invalid_phone"}
    found = database.execute("SELECT id FROM contacts WHERE phone = ?", (phone,)).fetchone()
    if found:
        contact = found[0]
    else:
        contact = database.execute("INSERT INTO contacts(phone) VALUES(?)", (phone,)).lastrowid
    fields = json.dumps({name: row[name] for name in CUSTOM}, separators=(",", ":"))
    database.execute(
        "INSERT INTO members VALUES(?, ?, ?, ?) ON CONFLICT DO UPDATE"
        " SET custom_fields = json_patch(custom_fields, excluded.custom_fields)",
        (contact, row["signup_date"], row["ip_address"], fields))
    return {"status": 200, "success": True, "contact_id": f"{contact:024x}"}


with open("contacts.csv", newline="", encoding="utf-8") as source, \
        open("results.ndjson", "w", encoding="utf-8") as results:
    for index, row in enumerate(csv.DictReader(source), 1):
        if index % 100_000 == 1:
            if index > 1:
                database.execute("COMMIT")
            database.execute("BEGIN")
        results.write(json.dumps({"row": index} | add(row)) + "\n")
    database.execute("COMMIT")
