-- The floor: the file's cells as they are, into a table without keys.
.mode csv
.import contacts.csv raw
