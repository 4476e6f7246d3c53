import PhoneNumbers

/// Repeated texts (carriers, timezones, places), each stored once and known by its id.
final class TextTable {
    private let select: Statement
    private let insert: Statement
    private let selectText: Statement
    private let connection: Connection
    private var ids: [ExactText: Int64] = [:]
    private var texts = DenseTable<String>(countMax: cachedMax)
    /// Ids of the timezones' names by the numbering plan's index, which is asked for every new
    /// Contact; 0 is not known yet.
    private var timezones = [Int64](repeating: 0, count: 1024)

    /// Texts kept in memory; there are some thousand carriers and cities, but a column of the
    /// user's may hold anything.
    private static let cachedMax = 50_000

    init(_ connection: Connection) throws(StoreError) {
        self.connection = connection
        select = try connection.prepare("SELECT id FROM texts WHERE text = ?")
        insert = try connection.prepare("INSERT INTO texts(text) VALUES(?)")
        selectText = try connection.prepare("SELECT text FROM texts WHERE id = ?")
    }

    /// The id of a text, which is stored when it is new. Only inside a transaction.
    func id(of text: String) throws(StoreError) -> Int64 {
        if let id = ids[ExactText(text: text)] { return id }
        if let id = try find(text) {
            remember(text, as: id)
            return id
        }
        let id = try add(text)
        remember(text, as: id)
        return id
    }

    /// The id of a timezone's name. Only inside a transaction.
    func id(of timezone: Timezone) throws(StoreError) -> Int64 {
        let index = Int(timezone.index)
        guard index < timezones.count else { return try id(of: timezone.name) }
        if timezones[index] == 0 { timezones[index] = try id(of: timezone.name) }
        return timezones[index]
    }

    /// - Parameter id: nil or 0: no text.
    func text(of id: Int64?) throws(StoreError) -> String? {
        guard let id, id != 0 else { return nil }
        if let text = texts[id] { return text }
        selectText.bind(id, at: 1)
        guard try selectText.step() else { return nil }
        let text = selectText.text(0)
        selectText.reset()
        texts[id] = text
        return text
    }

    /// Forgets what a rolled back transaction may have added.
    func forget() {
        ids.removeAll(keepingCapacity: true)
        texts.removeAll()
        for index in timezones.indices { timezones[index] = 0 }
    }

    private func find(_ text: String) throws(StoreError) -> Int64? {
        select.bind(text, at: 1)
        guard try select.step() else { return nil }
        defer { select.reset() }
        return select.int64(0)
    }

    private func add(_ text: String) throws(StoreError) -> Int64 {
        insert.bind(text, at: 1)
        try insert.run()
        return connection.lastInsertedRow
    }

    private func remember(_ text: String, as id: Int64) {
        if ids.count >= Self.cachedMax { forget() }
        ids[ExactText(text: text)] = id
    }
}

/// A text that equals another when its bytes do, as SQLite compares: to Swift "é" is one text,
/// however it is put together.
private struct ExactText: Hashable {
    let text: String

    static func == (one: ExactText, other: ExactText) -> Bool {
        one.text.utf8.count == other.text.utf8.count
            && one.text.utf8.elementsEqual(other.text.utf8)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
