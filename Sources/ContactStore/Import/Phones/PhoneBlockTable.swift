/// Some ascending phone numbers of a run.
struct PhoneBlock {
    /// In the store.
    let id: Int64
    /// E.164 without the plus.
    let phones: PackedNumbers
}

/// Reads and writes `phone_blocks` and `phone_keys`: the numbers of a run in pieces, and apart from
/// them the keys they stand for. Of a large run most numbers are passed over, and their keys need
/// not be read.
final class PhoneBlockTable {
    private let select: Statement
    private let selectKeys: Statement
    private let insert: Statement
    private let insertKeys: Statement
    private let delete: Statement
    private let deleteKeys: Statement
    private let connection: Connection

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        select = try connection.prepare(
            """
            SELECT id, phones
            FROM phone_blocks
            WHERE run = ? AND last >= ?
            ORDER BY last
            LIMIT 1
            """)
        selectKeys = try connection.prepare("SELECT keys FROM phone_keys WHERE block = ?")
        insert = try connection.prepare(
            "INSERT INTO phone_blocks(run, last, phones) VALUES(?, ?, ?)")
        // Damage may have left keys of a block that is gone.
        insertKeys = try connection.prepare(
            "INSERT OR REPLACE INTO phone_keys(block, keys) VALUES(?, ?)")
        delete = try connection.prepare("DELETE FROM phone_blocks WHERE run = ?")
        deleteKeys = try connection.prepare(
            "DELETE FROM phone_keys WHERE block IN (SELECT id FROM phone_blocks WHERE run = ?)")
    }

    /// The first block of a run that ends at `phone` or behind it; nil when the run ends before.
    func block(of run: Int64, reaching phone: UInt64) throws(StoreError) -> PhoneBlock? {
        select.bind(run, at: 1)
        select.bind(Int64(clamping: phone), at: 2)
        guard try select.step() else { return nil }
        defer { select.reset() }
        let block = PhoneBlock(id: select.int64(0), phones: try PackedNumbers(select.blob(1)))
        guard block.phones.last >= phone else { throw PackedNumbers.damaged }
        return block
    }

    /// The keys of a block's numbers, in their order.
    func keys(of block: PhoneBlock) throws(StoreError) -> PackedNumbers {
        selectKeys.bind(block.id, at: 1)
        guard try selectKeys.step() else { throw PackedNumbers.damaged }
        defer { selectKeys.reset() }
        let keys = try PackedNumbers(selectKeys.blob(0))
        guard keys.count == block.phones.count else { throw PackedNumbers.damaged }
        return keys
    }

    /// How many numbers stand in a run's blocks.
    func count(of run: Int64) throws(StoreError) -> Int {
        let all = try connection.prepare("SELECT phones FROM phone_blocks WHERE run = ?")
        all.bind(run, at: 1)
        defer { all.reset() }
        var count = 0
        while try all.step() { count += try PackedNumbers(all.blob(0)).count }
        return count
    }

    /// - Parameter entries: ascending by phone, behind all that the run has.
    func write(_ entries: [KeyedPhone], of run: Int64) throws(StoreError) {
        var start = 0
        while start < entries.count {
            let end = min(start + PackedNumbers.countMax, entries.count)
            let block = entries[start..<end]
            insert.bind(run, at: 1)
            insert.bind(Int64(clamping: entries[end - 1].phone), at: 2)
            insert.bind(blob: PackedNumbers.pack(block.lazy.map(\.phone)), at: 3)
            try insert.run()
            insertKeys.bind(connection.lastInsertedRow, at: 1)
            let keys = PackedNumbers.pack(block.lazy.map { UInt64(bitPattern: $0.key) })
            insertKeys.bind(blob: keys, at: 2)
            try insertKeys.run()
            start = end
        }
    }

    /// Forgets all runs of an account, or of the Contacts (0), and their blocks.
    func deleteAll(account: Int64) throws(StoreError) {
        for sql in [
            """
            DELETE FROM phone_keys
            WHERE block IN (
                SELECT b.id
                FROM phone_blocks b
                JOIN phone_runs r ON r.id = b.run
                WHERE r.account = ?)
            """,
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

    /// Deletes a run's blocks.
    func delete(run: Int64) throws(StoreError) {
        for delete in [deleteKeys, delete] {
            delete.bind(run, at: 1)
            try delete.run()
        }
    }
}
