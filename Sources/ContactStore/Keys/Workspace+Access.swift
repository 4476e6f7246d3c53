/// 401: no or wrong API key.
package struct Unauthorized: Error, Equatable, CustomStringConvertible {
    package let description: String
}

extension Workspace {
    /// The account of an API key; without a key the workspace's only account, provided that it has
    /// no keys. Revoked keys do not count.
    ///
    /// - Throws: ``Unauthorized``, or ``StoreError``.
    package func account(forKey key: String?) throws -> Account {
        let accounts = try accounts()
        let keys = try keys()
        if let key { return try account(of: key, keys, accounts) }
        guard let account = accounts.first else {
            throw Unauthorized(
                description: "the workspace has no account yet: "
                    + "make one with `enlist apply CONFIG.json`")
        }
        guard accounts.count == 1, keys.isEmpty else {
            let reason = keys.isEmpty ? "there are several accounts" : "the account has API keys"
            throw Unauthorized(
                description: "\(reason): "
                    + "give an API key with $ENLIST_API_KEY or --api-key-file")
        }
        return account
    }

    /// Looks at every key, so that the time does not tell which one came near.
    private func account(
        of key: String, _ keys: [StoredKey], _ accounts: [Account]
    ) throws -> Account {
        let hash = APIKey.hash(of: key)
        var owner: Int64?
        for stored in keys where APIKey.areEqual(stored.hash, hash) { owner = stored.account }
        guard let account = accounts.first(where: { $0.id == owner }) else {
            throw Unauthorized(
                description: "the API key is wrong or revoked: "
                    + "make one with `enlist key create ACCOUNT`")
        }
        return account
    }
}
