/// One row as the request it stands for; a CSV row is rewritten as the object it would be.
struct Row {
    /// The request's members; nil when the row cannot be parsed.
    var members: [JSON.Member]?
    /// Bytes of the request without insignificant white space.
    var size = 0
    /// Whether the custom fields were cells, which have no type.
    var isOfCells = false

    init(members: [JSON.Member]) { self.members = members }

    init(line: Text) {
        guard case .object(let members) = try? JSONReader.read(line) else { return }
        self.members = members
        size = Row.sizeWithoutSpace(line)
    }

    /// `cells` may be fewer than the columns; more of them, unless blank, are malformed.
    init(cells: [Text], under columns: Columns) {
        isOfCells = true
        let surplus = cells.dropFirst(columns.roles.count)
        guard surplus.allSatisfy(\.isBlank) else { return }
        let request = columns.request(of: cells)
        members = request
        size = JSON.object(request).compact.bytes.count
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
