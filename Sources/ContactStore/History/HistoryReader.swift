import Contacts
import Records

/// Reads what the workspace keeps about a number.
///
/// Images have no index by number: they are read through, which takes a second for some million
/// lines, so that imports need not keep one.
struct HistoryReader {
    private let connection: Connection
    private let account: Account
    private let phone: UInt64

    init(_ connection: Connection, account: Account, phone: UInt64) {
        self.connection = connection
        self.account = account
        self.phone = phone
    }

    func read(lists: [SendingList], journeys: [Journey]) throws(StoreError) -> NumberHistory {
        let texts = try TextTable(connection)
        let validations = try ValidationTable(connection, texts: texts)
        var history = NumberHistory()
        history.isOnDNC = try validations.isOnDNC(phone: phone)
        history.isBlocked = try exists(
            "SELECT 1 FROM blocklist WHERE account = ? AND phone = ?", account.id)
        if let cached = try validations.cached(account: account.id, phone: phone) {
            let key = try validations.key(account: account.id, phone: phone)
            history.validation = .init(
                answer: try validations.answer(of: cached.answer), job: try validationJob(key))
            history.charges = try charges(for: key)
        }
        let key = try ContactTable(connection, texts: texts).keys(of: [phone]).first ?? 0
        if key == 0 { return history }
        for list in lists where list.account == account.id {
            guard let member = try listContact(list, contact: key) else { continue }
            history.memberships.append(.init(list: list, history: member))
        }
        // Contacts are everybody's; who has none of its rows learns nothing of it.
        if history.memberships.isEmpty { return history }
        history.contact = try contact(key)
        history.enrolments = try enrolments(of: key, in: journeys, lists)
        return history
    }

    private func exists(_ sql: String, _ first: Int64) throws(StoreError) -> Bool {
        let statement = try connection.prepare(sql)
        statement.bind(first, at: 1)
        statement.bind(Int64(phone), at: 2)
        defer { statement.reset() }
        return try statement.step()
    }

    private func charges(
        for validation: Int64
    ) throws(StoreError) -> [NumberHistory.Charge] {
        let statement = try connection.prepare(
            """
            SELECT job, mills, strftime('%Y-%m-%dT%H:%M:%SZ', charged_at, 'unixepoch')
            FROM ledger_runs
            WHERE account = ?1 AND validation <= ?2 AND ?2 - validation < count
            ORDER BY id
            """)
        statement.bind(account.id, at: 1)
        statement.bind(validation, at: 2)
        defer { statement.reset() }
        var charges: [NumberHistory.Charge] = []
        while try statement.step() {
            charges.append(
                .init(
                    job: statement.int64(0), mills: statement.int(1), instant: statement.text(2)))
        }
        return charges
    }

    private func validationJob(_ key: Int64) throws(StoreError) -> Int64 {
        let statement = try connection.prepare(
            "SELECT job FROM validations WHERE id = ?")
        statement.bind(key, at: 1)
        defer { statement.reset() }
        return try statement.step() ? statement.int64(0) : 0
    }

    private func enrolments(
        of contact: Int64, in journeys: [Journey], _ lists: [SendingList]
    ) throws(StoreError) -> [NumberHistory.Enrolment] {
        let statement = try connection.prepare(
            """
            SELECT list, job
            FROM enrolment_runs
            WHERE id = (SELECT max(id) FROM enrolment_runs WHERE id <= ?1) AND ?1 - id < count
            """)
        defer { statement.reset() }
        var found: [NumberHistory.Enrolment] = []
        for journey in journeys {
            statement.bind(EnrolmentTable.key(journey: journey.id, contact: contact), at: 1)
            while try statement.step() {
                let id = statement.int64(0)
                let list = lists.first { $0.id == id }?.phone ?? 0
                found.append(.init(journey: journey.name, list: list, job: statement.int64(1)))
            }
        }
        return found
    }
}

extension HistoryReader {
    private func contact(_ key: Int64) throws(StoreError) -> RecordHistory? {
        let row = try connection.prepare(
            """
            SELECT \(Self.contactColumns), c.created_job
            FROM contacts c
            \(Self.contactTexts)
            WHERE c.id = ?
            """)
        let images = try connection.prepare(
            """
            SELECT \(Self.contactColumns), c.job
            FROM contact_images c
            \(Self.contactTexts)
            WHERE c.contact = ?
            ORDER BY c.id
            """)
        return try history(key, row, images, columns: 5) { Self.contactFields($0) }
    }

    private static let contactColumns =
        "c.line_type, carrier.text, timezone.text, c.validation_status, c.updated_job"
    private static let contactTexts = """
        LEFT JOIN texts carrier ON carrier.id = c.carrier
        LEFT JOIN texts timezone ON timezone.id = c.timezone
        """

    private static func contactFields(_ row: Statement) -> [RecordedField] {
        let lineType = LineType(rawValue: UInt8(clamping: row.int(0))) ?? .unknown
        let status = row.optionalInt64(3)
            .flatMap { Disposition(rawValue: UInt8(clamping: $0)) }
        return [
            .text("line_type", lineType.name), .text("carrier", row.optionalText(1)),
            .text("timezone", row.optionalText(2)), .text("validation_status", status?.name),
        ].compactMap { $0 }
    }

    private func listContact(
        _ list: SendingList, contact: Int64
    ) throws(StoreError) -> RecordHistory? {
        let row = try connection.prepare(
            "SELECT \(Self.memberColumns), created_job FROM list_contacts WHERE id = ?")
        let images = try connection.prepare(
            """
            SELECT \(Self.memberColumns), job
            FROM list_contact_images
            WHERE list_contact = ?
            ORDER BY id
            """)
        let key = ListContactTable.key(list: list.id, contact: contact)
        return try history(key, row, images, columns: 10) { (row) throws(StoreError) in
            try Self.memberFields(row)
        }
    }

    private static let memberColumns = """
        active, opt_out_reason, signup_method,
        strftime('%Y-%m-%dT%H:%M:%SZ', signup_date, 'unixepoch'),
        ip_address, url, ad_network_source, ad_network_id, custom_fields, updated_job
        """

    private static func memberFields(_ row: Statement) throws(StoreError) -> [RecordedField] {
        let reason = row.optionalInt64(1).flatMap { OptOutReason(rawValue: UInt8(clamping: $0)) }
        let method = SignupMethod(rawValue: UInt8(clamping: row.int(2))) ?? .importFile
        var fields = [
            RecordedField(name: "active", json: row.bool(0) ? "true" : "false"),
            .text("opt_out_reason", reason?.name), .text("signup_method", method.name),
            .text("signup_date", row.text(3)), .text("ip_address", row.optionalText(4)),
            .text("url", row.optionalText(5)), .text("ad_network_source", row.optionalText(6)),
            .text("ad_network_id", row.optionalText(7)),
        ].compactMap { $0 }
        for (key, value) in try ExportRow.members(of: Array(row.bytes(8))) {
            fields.append(RecordedField(name: "custom_fields." + key, json: value.json))
        }
        return fields
    }

    /// - Parameter columns: of a state; the last one is the job that wrote it, the next one the job
    ///   that created the row or replaced the state.
    private func history(
        _ key: Int64, _ row: Statement, _ images: Statement, columns: Int32,
        _ fields: (Statement) throws(StoreError) -> [RecordedField]
    ) throws(StoreError) -> RecordHistory? {
        row.bind(key, at: 1)
        images.bind(key, at: 1)
        defer {
            row.reset()
            images.reset()
        }
        guard try row.step() else { return nil }
        var replaced: [RecordHistory.Image] = []
        while try images.step() {
            let state = RecordHistory.State(
                fields: try fields(images), writer: images.int64(columns - 1))
            replaced.append(.init(job: images.int64(columns), state: state))
        }
        let current = RecordHistory.State(
            fields: try fields(row), writer: row.int64(columns - 1))
        return RecordHistory(
            current: current, createdBy: row.int64(columns), images: replaced)
    }
}

extension RecordedField {
    /// Nil for a value that is not there.
    fileprivate static func text(_ name: String, _ text: String?) -> RecordedField? {
        guard let text else { return nil }
        return RecordedField(name: name, json: JSONValue.string(text).json)
    }
}

extension Workspace {
    /// What is kept about a number, for an account; a number that only other accounts know has no
    /// Contact here.
    ///
    /// - Parameter phone: E.164 without the plus.
    package func history(
        of phone: UInt64, account: Account
    ) throws(StoreError) -> NumberHistory {
        let lists = try lists()
        let journeys = try journeys(of: account.id)
        // One state of the workspace, whoever writes beside.
        try connection.execute("BEGIN")
        defer { connection.rollBack() }
        let reader = HistoryReader(connection, account: account, phone: phone)
        return try reader.read(lists: lists, journeys: journeys)
    }
}
