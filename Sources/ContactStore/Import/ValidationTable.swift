import Contacts

/// An account's validation cache and its ledger.
package struct ValidationTable {
    private let texts: TextTable
    private let select: Statement
    private let upsert: Statement
    private let ledger: Statement
    private let dnc: Statement

    init(_ connection: Connection, texts: TextTable) throws(StoreError) {
        self.texts = texts
        select = try connection.prepare(
            """
            SELECT valid, line_type, carrier, carrier_raw, ported, country, state, city, forced_job
            FROM validations
            WHERE account = ? AND phone = ?
            """)
        upsert = try connection.prepare(
            """
            INSERT INTO validations(
                account, phone, valid, line_type, carrier, carrier_raw, ported,
                country, state, city, job, forced_job)
            VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
            ON CONFLICT DO UPDATE
            SET valid = ?3, line_type = ?4, carrier = ?5, carrier_raw = ?6, ported = ?7,
                country = ?8, state = ?9, city = ?10, job = ?11, forced_job = ?12
            """)
        ledger = try connection.prepare(
            """
            INSERT INTO ledger(account, phone, mills, job, charged_at)
            VALUES(?, ?, ?, ?, ?)
            """)
        dnc = try connection.prepare("SELECT 1 FROM dnc WHERE phone = ?")
    }

    package func cached(
        account: Int64, phone: UInt64
    ) throws(StoreError) -> CachedValidation? {
        select.bind(account, at: 1)
        select.bind(Int64(phone), at: 2)
        guard try select.step() else { return nil }
        defer { select.reset() }
        let answer = ValidationAnswer(
            isValid: select.bool(0),
            lineType: ValidatedLineType(rawValue: UInt8(clamping: select.int(1))) ?? .unknown,
            carrier: try texts.text(of: select.optionalInt64(2)),
            carrierRaw: try texts.text(of: select.optionalInt64(3)),
            isPorted: select.bool(4),
            country: try texts.text(of: select.optionalInt64(5)),
            state: try texts.text(of: select.optionalInt64(6)),
            city: try texts.text(of: select.optionalInt64(7)))
        return CachedValidation(answer: answer, forcedJob: select.optionalInt64(8))
    }

    package func store(
        _ cached: CachedValidation, account: Int64, phone: UInt64, job: Int64
    ) throws(StoreError) {
        let answer = cached.answer
        upsert.bind(account, at: 1)
        upsert.bind(Int64(phone), at: 2)
        upsert.bind(answer.isValid ? 1 : 0, at: 3)
        upsert.bind(Int(answer.lineType.rawValue), at: 4)
        upsert.bind(try id(of: answer.carrier), at: 5)
        upsert.bind(try id(of: answer.carrierRaw), at: 6)
        upsert.bind(answer.isPorted ? 1 : 0, at: 7)
        upsert.bind(try id(of: answer.country), at: 8)
        upsert.bind(try id(of: answer.state), at: 9)
        upsert.bind(try id(of: answer.city), at: 10)
        upsert.bind(job, at: 11)
        upsert.bind(cached.forcedJob, at: 12)
        try upsert.run()
    }

    /// What the ledger lines of a job have in common.
    package struct Charge {
        let account: Int64
        let mills: Int
        let job: Int64
        /// Seconds since 1970.
        let instant: Int64

        package init(account: Int64, mills: Int, job: Int64, instant: Int64) {
            self.account = account
            self.mills = mills
            self.job = job
            self.instant = instant
        }
    }

    /// Writes one ledger line for each number, in their order.
    package func charge(
        _ phones: some Sequence<UInt64>, _ charge: Charge
    ) throws(StoreError) {
        ledger.bind(charge.account, at: 1)
        ledger.bind(charge.mills, at: 3)
        ledger.bind(charge.job, at: 4)
        ledger.bind(charge.instant, at: 5)
        for phone in phones {
            ledger.bind(Int64(phone), at: 2)
            try ledger.run()
        }
    }

    package func isOnDNC(phone: UInt64) throws(StoreError) -> Bool {
        dnc.bind(Int64(phone), at: 1)
        let found = try dnc.step()
        if found { dnc.reset() }
        return found
    }

    private func id(of text: String?) throws(StoreError) -> Int64? {
        guard let text else { return nil }
        return try texts.id(of: text)
    }
}
