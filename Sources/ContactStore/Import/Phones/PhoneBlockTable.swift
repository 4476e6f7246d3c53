/// Reads and writes `phone_blocks`: the numbers of a run in pieces that fill a page.
final class PhoneBlockTable {
    private let select: Statement
    private let insert: Statement
    private let delete: Statement
    private let connection: Connection

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        select = try connection.prepare(
            """
            SELECT entries
            FROM phone_blocks
            WHERE run = ? AND last >= ?
            ORDER BY last
            LIMIT 1
            """)
        insert = try connection.prepare(
            "INSERT INTO phone_blocks(run, last, entries) VALUES(?, ?, ?)")
        delete = try connection.prepare("DELETE FROM phone_blocks WHERE run = ?")
    }

    /// The first block of a run that ends at `phone` or behind it; nil when the run ends before.
    func block(of run: Int64, reaching phone: UInt64) throws(StoreError) -> PhoneBlock? {
        select.bind(run, at: 1)
        select.bind(Int64(clamping: phone), at: 2)
        guard try select.step() else { return nil }
        defer { select.reset() }
        let block = try PhoneBlock(select.blob(0))
        guard block.last >= phone else { throw PhoneBlock.damaged }
        return block
    }

    /// - Parameter entries: ascending by phone, behind all that the run has.
    func write(_ entries: [KeyedPhone], of run: Int64) throws(StoreError) {
        var start = 0
        while start < entries.count {
            let end = min(start + PhoneBlock.entriesMax, entries.count)
            insert.bind(run, at: 1)
            insert.bind(Int64(clamping: entries[end - 1].phone), at: 2)
            insert.bind(blob: PhoneBlock.pack(entries[start..<end]), at: 3)
            try insert.run()
            start = end
        }
    }

    /// Forgets all runs of an account, or of the Contacts (0), and their blocks.
    func deleteAll(account: Int64) throws(StoreError) {
        for sql in [
            "DELETE FROM phone_blocks WHERE run IN (SELECT id FROM phone_runs WHERE account = ?)",
            "DELETE FROM phone_runs WHERE account = ?",
        ] {
            let delete = try connection.prepare(sql)
            delete.bind(account, at: 1)
            try delete.run()
        }
    }

    func setCount(_ count: Int, of run: Int64) throws(StoreError) {
        let update = try connection.prepare("UPDATE phone_runs SET count = ?2 WHERE id = ?1")
        update.bind(run, at: 1)
        update.bind(count, at: 2)
        try update.run()
    }

    func delete(run: Int64) throws(StoreError) {
        delete.bind(run, at: 1)
        try delete.run()
    }
}
