import Contacts

/// Reads and writes `list_contacts` with statements compiled once.
package final class ListContactTable {
    private let rows: KeyedRead
    private let insert: WideInsert
    private let update: Statement
    private let noteRepeat: Statement
    private let connection: Connection

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        rows = try KeyedRead(
            [
                "active", "opt_out_reason", "signup_method", "signup_date", "ip_address", "url",
                "ad_network_source", "ad_network_id", "custom_fields",
            ], of: "list_contacts", key: "id", connection)
        insert = try WideInsert(
            into: "list_contacts",
            .init(
                key: "id",
                own: ["active", "signup_method", "signup_date", "ip_address", "custom_fields"],
                rare: ["opt_out_reason", "url", "ad_network_source", "ad_network_id"],
                shared: [("updated_job", 1), ("created_job", 1)]),
            connection)
        update = try connection.prepare(
            """
            UPDATE OR FAIL list_contacts
            SET active = ?2, signup_method = ?3, signup_date = ?4, ip_address = ?5,
                custom_fields = ?6, opt_out_reason = ?7, url = ?8, ad_network_source = ?9,
                ad_network_id = ?10, updated_job = ?11
            WHERE id = ?1
            """)
        noteRepeat = try connection.prepare(
            """
            INSERT INTO opt_out_repeats(list_contact, job)
            SELECT id, ?2
            FROM list_contacts
            WHERE id = ?1 AND updated_job <> ?2
            ON CONFLICT DO UPDATE SET job = 0 WHERE job <> ?2
            """)
    }

    /// The key of the membership of `contact` in `list`.
    package static func key(list: Int64, contact: Int64) -> Int64 {
        list << Schema.contactBits | contact
    }

    /// Reads the ListContacts of many keys.
    ///
    /// - Parameters:
    ///   - keys: ascending, each once.
    ///   - arena: takes the texts; `index` is its place among the group's arenas.
    ///   - found: takes what is there, ascending by key.
    package func read(
        _ keys: [Int64], into arena: ByteArena, index: Int32,
        found: (Int64, StoredListContact) -> Void
    ) throws(StoreError) {
        try rows.read(keys) { place, row in
            found(keys[place], Self.stored(row, into: arena, index: index))
        }
    }

    private static func stored(
        _ row: Statement, into arena: ByteArena, index: Int32
    ) -> StoredListContact {
        func text(_ column: Int32) -> TextRef {
            let bytes = row.bytes(column)
            if bytes.baseAddress == nil { return .absent }
            return TextRef(arena: index, slice: arena.store(bytes))
        }
        var stored = StoredListContact()
        stored.isActive = row.bool(1)
        if !stored.isActive {
            stored.optOutReason = row.optionalInt64(2).flatMap {
                OptOutReason(rawValue: UInt8(clamping: $0))
            }
        }
        stored.signupMethod = SignupMethod(rawValue: UInt8(clamping: row.int(3))) ?? .importFile
        stored.signupDate = row.int64(4)
        stored.ipAddress = text(5)
        stored.url = text(6)
        stored.adNetworkSource = text(7)
        stored.adNetworkID = text(8)
        stored.customFields = text(9)
        return stored
    }

    /// - Parameter new: none of the keys is taken.
    package func insert(
        _ new: [KeyedListContact], job: Int64, arenas: [ByteArena]
    ) throws(StoreError) {
        if new.isEmpty { return }
        // The trigger on inserting keeps opt-outs from being replaced, which cannot happen here:
        // the statement fails on a key that is taken.
        try connection.withoutTriggers { () throws(StoreError) in
            try insert.insert(
                new,
                .init(
                    key: \.key,
                    shared: { $0.bind(job, at: 1) },
                    own: { Self.bind($0.stored, arenas, to: $1, $2) },
                    hasRare: { $0.stored.hasRareValue },
                    rare: { Self.bindRare($0.stored, arenas, to: $1, $2) }))
        }
    }

    /// Writes all of a ListContact that is there; its text lies in `arenas`.
    package func update(
        _ changed: KeyedListContact, job: Int64, arenas: [ByteArena]
    ) throws(StoreError) {
        update.bind(changed.key, at: 1)
        Self.bind(changed.stored, arenas, to: update, 2)
        Self.bindRare(changed.stored, arenas, to: update, 7)
        update.bind(job, at: 11)
        try update.run()
    }

    /// Notes opt-outs of those that were out already, but by the job itself: a row that repeats an
    /// earlier one of its job's says nothing more.
    package func noteRepeatedOptOuts(_ keys: [Int64], job: Int64) throws(StoreError) {
        for key in keys.sorted() {
            noteRepeat.bind(key, at: 1)
            noteRepeat.bind(job, at: 2)
            try noteRepeat.run()
        }
    }

    /// Both statements have these parameters in this order.
    private static func bind(
        _ stored: StoredListContact, _ arenas: [ByteArena], to statement: Statement, _ first: Int32
    ) {
        statement.bind(stored.isActive ? 1 : 0, at: first)
        statement.bind(Int(stored.signupMethod.rawValue), at: first + 1)
        statement.bind(stored.signupDate, at: first + 2)
        bind(stored.ipAddress, at: first + 3, of: statement, arenas)
        bind(stored.customFields, at: first + 4, of: statement, arenas)
    }

    /// Behind those of ``bind(_:_:to:_:)``.
    private static func bindRare(
        _ stored: StoredListContact, _ arenas: [ByteArena], to statement: Statement, _ first: Int32
    ) {
        statement.bind(stored.optOutReason.map { Int64($0.rawValue) }, at: first)
        bind(stored.url, at: first + 1, of: statement, arenas)
        bind(stored.adNetworkSource, at: first + 2, of: statement, arenas)
        bind(stored.adNetworkID, at: first + 3, of: statement, arenas)
    }

    private static func bind(
        _ text: TextRef, at index: Int32, of statement: Statement, _ arenas: [ByteArena]
    ) {
        if text.isAbsent {
            statement.bindNull(at: index)
        } else {
            statement.bind(text: arenas[Int(text.arena)][text.slice], at: index)
        }
    }
}

extension StoredListContact {
    /// Most rows of an import have none of these.
    fileprivate var hasRareValue: Bool {
        optOutReason != nil || !url.isAbsent || !adNetworkSource.isAbsent || !adNetworkID.isAbsent
    }
}
