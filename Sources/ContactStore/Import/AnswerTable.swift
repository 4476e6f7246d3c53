import Contacts

/// What validations say, each answer stored once: many numbers share carrier, city and the rest.
final class AnswerTable {
    private let texts: TextTable
    private let find: Statement
    private let insert: Statement
    private let select: Statement
    private let connection: Connection
    private var ids: [ValidationAnswer: Int64] = [:]
    private var answers = DenseTable<ValidationAnswer>(countMax: cachedMax)

    /// Answers kept in memory; a carrier in a city is one.
    private static let cachedMax = 50_000
    private static let columns =
        "valid, line_type, carrier, carrier_raw, ported, country, state, city"

    init(_ connection: Connection, texts: TextTable) throws(StoreError) {
        self.connection = connection
        self.texts = texts
        find = try connection.prepare(
            """
            SELECT id
            FROM answers
            WHERE (\(Self.columns)) = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """)
        insert = try connection.prepare(
            "INSERT INTO answers(\(Self.columns)) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        select = try connection.prepare("SELECT \(Self.columns) FROM answers WHERE id = ?")
    }

    /// The id of an answer, which is stored when it is new. Only inside a transaction.
    func id(of answer: ValidationAnswer) throws(StoreError) -> Int64 {
        if let id = ids[answer] { return id }
        let id: Int64
        if let known = try stored(answer) { id = known } else { id = try add(answer) }
        if ids.count >= Self.cachedMax { forget() }
        ids[answer] = id
        return id
    }

    func answer(of id: Int64) throws(StoreError) -> ValidationAnswer {
        if let answer = answers[id] { return answer }
        select.bind(id, at: 1)
        guard try select.step() else {
            throw StoreError(
                code: 11, operation: "read a validation", reason: "its answer is missing")
        }
        defer { select.reset() }
        let answer = ValidationAnswer(
            isValid: select.bool(0),
            lineType: ValidatedLineType(rawValue: UInt8(clamping: select.int(1))) ?? .unknown,
            carrier: try text(2), carrierRaw: try text(3), isPorted: select.bool(4),
            country: try text(5), state: try text(6), city: try text(7))
        answers[id] = answer
        return answer
    }

    /// Forgets what a rolled back transaction may have added.
    func forget() {
        ids.removeAll(keepingCapacity: true)
        answers.removeAll()
    }

    private func stored(_ answer: ValidationAnswer) throws(StoreError) -> Int64? {
        try bind(answer, to: find)
        guard try find.step() else { return nil }
        defer { find.reset() }
        return find.int64(0)
    }

    private func add(_ answer: ValidationAnswer) throws(StoreError) -> Int64 {
        try bind(answer, to: insert)
        try insert.run()
        return connection.lastInsertedRow
    }

    private func bind(
        _ answer: ValidationAnswer, to statement: Statement
    ) throws(StoreError) {
        statement.bind(answer.isValid ? 1 : 0, at: 1)
        statement.bind(Int(answer.lineType.rawValue), at: 2)
        statement.bind(try id(of: answer.carrier), at: 3)
        statement.bind(try id(of: answer.carrierRaw), at: 4)
        statement.bind(answer.isPorted ? 1 : 0, at: 5)
        statement.bind(try id(of: answer.country), at: 6)
        statement.bind(try id(of: answer.state), at: 7)
        statement.bind(try id(of: answer.city), at: 8)
    }

    /// 0 is no text.
    private func id(of text: String?) throws(StoreError) -> Int64 {
        guard let text else { return 0 }
        return try texts.id(of: text)
    }

    private func text(_ column: Int32) throws(StoreError) -> String? {
        try texts.text(of: select.int64(column))
    }
}
