import Contacts

/// Everything an import reads and writes, over the workspace's one writing connection.
package final class ImportStore {
    package let contacts: ContactTable
    package let listContacts: ListContactTable
    package let fingerprints: PackedWords
    package let members: MemberTable
    package let validations: ValidationTable
    package let arrivals: ArrivalTable
    package let enrolments: EnrolmentTable
    package let jobs: JobTable
    private let texts: TextTable
    private let connection: Connection
    private let blocklist: Statement
    /// Somebody else writes.
    private let isReader: Bool

    /// Of a reader; nil: SQLite's own size.
    private let readerCacheKiB: Int?

    package convenience init(_ workspace: Workspace) throws(StoreError) {
        try self.init(
            workspace.connection, isReader: false, readerCacheKiB: workspace.readerCacheKiB)
    }

    private init(
        _ connection: Connection, isReader: Bool, readerCacheKiB: Int?
    ) throws(StoreError) {
        self.readerCacheKiB = readerCacheKiB
        self.connection = connection
        self.isReader = isReader
        listContacts = try ListContactTable(connection)
        fingerprints = try PackedWords(.fingerprints, connection)
        members = try MemberTable(connection)
        texts = try TextTable(connection)
        contacts = try ContactTable(connection, texts: texts)
        validations = try ValidationTable(connection, texts: texts)
        arrivals = try ArrivalTable(connection)
        enrolments = try EnrolmentTable(connection)
        jobs = try JobTable(connection)
        blocklist = try connection.prepare(
            "SELECT 1 FROM blocklist WHERE account = ? AND phone = ?")
    }

    /// The same store over a connection of its own, for another thread: it sees what is committed,
    /// and can only read.
    package func reader() throws(StoreError) -> ImportStore {
        let connection = try Connection(path: connection.path, access: .read)
        if let readerCacheKiB { try connection.setCache(kibibytes: readerCacheKiB) }
        return try ImportStore(connection, isReader: true, readerCacheKiB: nil)
    }

    /// Opens the transaction of a group; nobody else can write until it ends.
    package func begin() throws(StoreError) { try connection.execute("BEGIN IMMEDIATE") }
    /// Makes everything since ``begin()`` last, on disk when it returns.
    package func commit() throws(StoreError) { try connection.execute("COMMIT") }

    /// Runs `body` in the open transaction, or else in one of its own, and commits it; what throws
    /// gives it up.
    package func committing(_ body: () throws(StoreError) -> Void) throws(StoreError) {
        if !isInTransaction { try begin() }
        do {
            try body()
            try commit()
        } catch {
            rollBack()
            throw error
        }
    }

    /// A transaction was begun and is not over.
    package var isInTransaction: Bool { connection.isInTransaction }

    /// Moves what was committed from the write-ahead log to the file, when that is worth it and
    /// nothing else is to be done: the rest waits until the log is full or closed.
    package func moveLogAhead() {
        if !connection.isInTransaction { connection.moveLog(pagesMin: Self.logPagesMin) }
    }

    /// 8 MiB: what a flush costs is little beside them.
    private static let logPagesMin: Int32 = 512

    /// Reads many things from one state of the store: each statement alone would take and free the
    /// file's locks, which costs more than finding a row.
    package func reading(_ body: () throws(StoreError) -> Void) throws(StoreError) {
        if connection.isInTransaction { return try body() }
        try connection.execute("BEGIN")
        defer { connection.rollBack() }
        if isReader {
            contacts.forget()
            validations.forgetRuns()
        }
        try body()
    }

    /// Gives up the open transaction; nothing of it stays, in the file or in memory.
    package func rollBack() {
        connection.rollBack()
        texts.forget()
        contacts.forget()
        validations.forget()
    }

    /// Whether a number is on the account's blocklist.
    package func isBlocked(account: Int64, phone: UInt64) throws(StoreError) -> Bool {
        blocklist.bind(account, at: 1)
        blocklist.bind(Int64(phone), at: 2)
        let found = try blocklist.step()
        if found { blocklist.reset() }
        return found
    }

    /// Whether the account's blocklist has any number: if not, rows need not be looked up.
    package func hasBlocklist(account: Int64) throws(StoreError) -> Bool {
        let statement = try connection.prepare("SELECT 1 FROM blocklist WHERE account = ? LIMIT 1")
        statement.bind(account, at: 1)
        defer { statement.reset() }
        return try statement.step()
    }

    /// Whether any number is on the DNC list.
    package func hasDNC() throws(StoreError) -> Bool {
        let statement = try connection.prepare("SELECT 1 FROM dnc LIMIT 1")
        defer { statement.reset() }
        return try statement.step()
    }

    /// The key that the next new Contact gets.
    package func nextContactID() throws(StoreError) -> Int64 {
        let statement = try connection.prepare("SELECT coalesce(max(id), 0) + 1 FROM contacts")
        defer { statement.reset() }
        guard try statement.step() else { return 1 }
        let next = statement.int64(0)
        try Schema.checkRoom(in: "contacts", upTo: next)
        return next
    }

    /// All number ranges of the workspace.
    package func numberRanges() throws(StoreError) -> NumberRanges {
        let statement = try connection.prepare(
            """
            SELECT prefix, carrier_raw, carrier, line_type, ported, country, state, city
            FROM number_ranges
            ORDER BY prefix
            """)
        var ranges: [NumberRange] = []
        while try statement.step() {
            ranges.append(
                NumberRange(
                    prefix: statement.text(0).filter { $0 != "+" },
                    carrierRaw: statement.optionalText(1), carrier: statement.optionalText(2),
                    lineType: ValidatedLineType(name: statement.text(3)) ?? .unknown,
                    isPorted: statement.bool(4), country: statement.optionalText(5),
                    state: statement.optionalText(6), city: statement.optionalText(7)))
        }
        return NumberRanges(ranges)
    }
}
