/// An API key that is not revoked, as stored.
struct StoredKey {
    let id: Int64
    let account: Int64
    let hash: [UInt8]
    /// Its first characters.
    let hint: String
}

/// Why a key cannot be created or revoked; the words say what to do.
package struct KeyError: Error, Equatable, CustomStringConvertible {
    package let description: String
}

extension Workspace {
    /// Makes a key for an account and returns it, for the only time: the workspace keeps its hash.
    ///
    /// - Parameter instant: now, seconds since 1970.
    /// - Throws: ``KeyError`` when there is no such account, or ``StoreError``.
    package func createKey(
        account name: String, at instant: Int64, using generator: inout some RandomNumberGenerator
    ) throws -> String {
        let account = try account(named: name)
        let key = APIKey.make(using: &generator)
        let statement = try connection.prepare(
            """
            INSERT INTO api_keys(account, hash, hint, created_at)
            VALUES(?, ?, ?, ?)
            """)
        statement.bind(account.id, at: 1)
        statement.bind(blob: APIKey.hash(of: key), at: 2)
        statement.bind(APIKey.hint(of: key), at: 3)
        statement.bind(instant, at: 4)
        try statement.run()
        return key
    }

    /// Revokes a key of an account, named by all of it or by its first characters, and returns its
    /// hint.
    ///
    /// - Throws: ``KeyError`` when no key or several fit, or ``StoreError``.
    package func revokeKey(
        _ keyOrHint: String, account name: String, at instant: Int64
    ) throws -> String {
        let account = try account(named: name)
        let keys = try keys().filter { $0.account == account.id }
        let hash = APIKey.hash(of: keyOrHint)
        let isWhole = APIKey.isWhole(keyOrHint)
        let fitting = keys.filter {
            isWhole ? APIKey.areEqual($0.hash, hash) : $0.hint == keyOrHint
        }
        guard let key = fitting.first else {
            throw KeyError(
                description: "account \"\(account.name)\" has no such key"
                    + (keys.isEmpty ? "" : ": its keys begin with " + Self.hints(keys)))
        }
        guard fitting.count == 1 else {
            throw KeyError(description: "several keys begin like that: give the whole key")
        }
        try markRevoked(key, at: instant)
        return key.hint
    }

    private static func hints(_ keys: [StoredKey]) -> String {
        keys.map(\.hint).joined(separator: ", ")
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
            SELECT id, account, hash, hint
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
                    hash: statement.blob(2), hint: statement.text(3)))
        }
        return keys
    }
}
