import Contacts
import Records

/// Several rows may have brought together more than one request takes.
extension ExportLine {
    /// The row as requests that are not over the limit, which merged are the row: each has its
    /// number, list and date, and says of who is out that they are, so that none alone wakes them.
    ///
    /// A single text that takes a whole request with its number alone is over the limit with list
    /// and date.
    func requests(of row: ExportRow) throws(StoreError) -> [ExportRow] {
        // A byte of a text becomes at most six, one of JSON with numbers as strings two.
        let textBytes = row.texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
        guard Self.bareBytesMax + textBytes * 6 + row.customFields.count * 2 > Self.bytesMax else {
            return [row]
        }
        let members = try ExportRow.members(of: row.customFields)
        var line: [UInt8] = []
        append(row, to: &line)
        let lineEndBytes = 1
        guard line.count - lineEndBytes + members.count * Self.quotesBytes > Self.bytesMax else {
            return [row]
        }
        var filling = RequestFilling(of: row, bytesMax: Self.bytesMax - Self.bareBytesMax)
        for (index, text) in row.texts.enumerated() {
            if let text { filling.add(text: text, at: index) }
        }
        for (name, value) in members { filling.add(name, value) }
        return filling.requests
    }

    private static let bytesMax = RequestRules.requestBytesMax
    /// In CSV numbers and booleans are texts.
    private static let quotesBytes = 2
    /// Bytes of a request without texts and custom fields, at most.
    private static let bareBytesMax = 180
}

/// Fills requests one after the other.
private struct RequestFilling {
    private let row: ExportRow
    private let bytesMax: Int
    private var full: [ExportRow] = []
    private var open: ExportRow
    private var members: [(key: String, value: JSONValue)] = []
    private var bytes = 0

    init(of row: ExportRow, bytesMax: Int) {
        self.row = row
        self.bytesMax = bytesMax
        open = row.bare
    }

    mutating func add(text: String, at index: Int) {
        makeRoom(ExportRow.textFields[index].name, text)
        open.texts[index] = text
    }

    mutating func add(_ name: String, _ value: JSONValue) {
        makeRoom(name, value.cell)
        members.append((name, value))
    }

    /// Begins another request where the open one has no room for a member, if it has any.
    private mutating func makeRoom(_ name: String, _ text: String) {
        let colonAndComma = 2
        let more =
            JSONValue.string(name).json.utf8.count + JSONValue.string(text).json.utf8.count
            + colonAndComma
        if bytes > 0, bytes + more > bytesMax { close() }
        bytes += more
    }

    private mutating func close() {
        if !members.isEmpty { open.customFields = Array(JSONValue.object(members).json.utf8) }
        full.append(open)
        open = row.bare
        members = []
        bytes = 0
    }

    /// All of them, the open one included.
    var requests: [ExportRow] {
        var filling = self
        filling.close()
        return filling.full
    }
}
