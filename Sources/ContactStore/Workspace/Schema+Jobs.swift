/// Tables and triggers that let a job be resumed and undone.
extension Schema {
    static let jobTables = """
        CREATE TABLE job_seen(
            id INTEGER PRIMARY KEY,
            job INTEGER NOT NULL REFERENCES jobs(id),
            keys BLOB NOT NULL
        );
        """
}
