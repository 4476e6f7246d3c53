/// One row as the request it stands for; a CSV row is rewritten as the object it would be.
struct Row {
    /// The request's members; nil when the row cannot be parsed.
    var members: [JSON.Member]?
    /// The number as it came; nil when the row has none or cannot be read.
    var phoneText: Text?
    /// Bytes of the request without insignificant white space.
    var size = 0
    /// Whether the custom fields were cells, which have no type.
    var isOfCells = false

    init(members: [JSON.Member]) { self.members = members }

    init(line: Text) {
        guard case .object(let members) = try? JSONReader.read(line) else { return }
        self.members = members
        size = Row.sizeWithoutSpace(line)
        phoneText = Row.phoneText(of: members)
    }

    /// `cells` may be fewer than the columns; more of them, unless blank, are malformed.
    init(cells: [Text], under columns: Columns) {
        isOfCells = true
        let request = columns.request(of: cells)
        if Row.phoneText(of: request) != nil {
            phoneText = zip(columns.roles, cells).first { $0.0 == .field("phone_number") }?.1
        }
        let surplus = cells.dropFirst(columns.roles.count)
        guard surplus.allSatisfy(\.isBlank) else { return }
        members = request
        size = JSON.object(request).compact.bytes.count
    }

    private static func phoneText(of members: [JSON.Member]) -> Text? {
        switch JSON.object(members)["phone_number"] {
        case .string(let text): text.isBlank ? nil : text
        case .number(let source): source
        default: nil
        }
    }

    private static func sizeWithoutSpace(_ line: Text) -> Int {
        var size = 0
        var isQuoted = false
        var isEscaped = false
        for byte in line.bytes {
            if isQuoted || !" \t\r\n".utf8.contains(byte) { size += 1 }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return size
    }
}
