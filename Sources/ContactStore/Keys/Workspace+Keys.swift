import Contacts

/// An API key that is not revoked, as stored.
struct StoredKey {
    /// Its number, by which people name it.
    let id: Int64
    let account: Int64
    let hash: [UInt8]
    /// Seconds since 1970.
    let createdAt: Int64
}

/// Why a key cannot be created or revoked; the words say what to do.
package struct KeyError: Error, Equatable, CustomStringConvertible {
    package let description: String
}

extension Workspace {
    /// Makes a key for an account and returns it, for the only time, with its number: the workspace
    /// keeps its hash.
    ///
    /// - Parameter instant: now, seconds since 1970.
    /// - Throws: ``KeyError`` when there is no such account, or ``StoreError``.
    package func createKey(
        account name: String, at instant: Int64, using generator: inout some RandomNumberGenerator
    ) throws -> (number: Int64, text: String) {
        let account = try account(named: name)
        let key = APIKey.make(using: &generator)
        let statement = try connection.prepare(
            """
            INSERT INTO api_keys(account, hash, created_at)
            VALUES(?, ?, ?)
            """)
        statement.bind(account.id, at: 1)
        statement.bind(blob: APIKey.hash(of: key), at: 2)
        statement.bind(instant, at: 3)
        try statement.run()
        return (connection.lastInsertedRow, key)
    }

    /// Revokes a key of an account, named by all of it or by its number, and returns the number.
    ///
    /// - Throws: ``KeyError`` when there is no such key, or ``StoreError``.
    @discardableResult
    package func revokeKey(
        _ keyOrNumber: String, account name: String, at instant: Int64
    ) throws -> Int64 {
        let account = try account(named: name)
        let keys = try keys().filter { $0.account == account.id }
        let hash = APIKey.hash(of: keyOrNumber)
        let key = keys.first { APIKey.areEqual($0.hash, hash) || "\($0.id)" == keyOrNumber }
        guard let key else {
            throw KeyError(
                description: "account \"\(account.name)\" has no such key"
                    + (keys.isEmpty ? "" : ": its keys are " + Self.list(keys)))
        }
        try markRevoked(key, at: instant)
        return key.id
    }

    /// `1 (made 2026-11-24), 3 (made 2026-11-25)`.
    private static func list(_ keys: [StoredKey]) -> String {
        keys.map { key in
            let day = CalendarDay(daysSince1970: Int(max(key.createdAt, 0) / 86_400))
            return "\(key.id) (made \(day.text))"
        }.joined(separator: ", ")
    }

    private func account(named name: String) throws -> Account {
        guard let account = try accounts().first(where: { $0.name == name }) else {
            throw KeyError(description: "there is no account \"\(name)\" in \(path)")
        }
        return account
    }

    private func markRevoked(_ key: StoredKey, at instant: Int64) throws(StoreError) {
        let statement = try connection.prepare(
            """
            UPDATE api_keys
            SET revoked_at = ?
            WHERE id = ?
            """)
        statement.bind(instant, at: 1)
        statement.bind(key.id, at: 2)
        try statement.run()
    }

    /// All keys of all accounts that are not revoked.
    func keys() throws(StoreError) -> [StoredKey] {
        let statement = try connection.prepare(
            """
            SELECT id, account, hash, created_at
            FROM api_keys
            WHERE revoked_at IS NULL
            ORDER BY id
            """)
        defer { statement.reset() }
        var keys: [StoredKey] = []
        while try statement.step() {
            keys.append(
                StoredKey(
                    id: statement.int64(0), account: statement.int64(1),
                    hash: statement.blob(2), createdAt: statement.int64(3)))
        }
        return keys
    }
}
