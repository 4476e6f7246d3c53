/// How the names of columns are compared.
enum HeaderName {
    /// The name without spaces and tabs around it.
    static func trimmed(_ name: String) -> String {
        let bytes = name.utf8.drop(while: ASCII.isBlank)
        let last = bytes.lastIndex { !ASCII.isBlank($0) }
        let end = last.map(bytes.index(after:)) ?? bytes.startIndex
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    static func isSame(_ first: String, _ second: String) -> Bool {
        first.utf8.elementsEqual(second.utf8)
    }

    /// The number in `#3`.
    static func place(_ name: String) -> Int? {
        guard name.utf8.first == UInt8(ascii: "#") else { return nil }
        return Int(String(name.dropFirst()))
    }
}

/// The columns of a header by their names; wide headers are asked as often as they have columns.
struct HeaderIndex: Sendable, Equatable {
    private let header: [String]
    private var exact: [[UInt8]: [Int]] = [:]
    private var folded: [[UInt8]: [Int]] = [:]

    init(_ header: [String]) {
        self.header = header
        for (column, name) in header.enumerated() {
            exact[Array(HeaderName.trimmed(name).utf8), default: []].append(column)
            folded[Array(Field.folded(name).utf8), default: []].append(column)
        }
    }

    /// The columns that a name in a mapping file or an option means: those of exactly that header,
    /// else of that header without regard to case, spaces, `_` and `-`, else the one at the place
    /// that `#3` names.
    func columns(named name: String) -> [Int] {
        let wanted = HeaderName.trimmed(name)
        if let columns = exact[Array(wanted.utf8)] { return columns }
        let alike = Array(Field.folded(wanted).utf8)
        if !alike.isEmpty, let columns = folded[alike] { return columns }
        guard let place = HeaderName.place(wanted), place > 0, place <= header.count else {
            return []
        }
        return [place - 1]
    }

    /// The column of exactly these bytes.
    func key(_ name: String) -> [Int] {
        columns(named: name).filter { HeaderName.isSame(header[$0], name) }
    }

    /// A name that means this column alone: its header, or its place.
    func uniqueName(of column: Int) -> String {
        let name = HeaderName.trimmed(header[column])
        return !name.isEmpty && columns(named: name) == [column] ? name : "#\(column + 1)"
    }
}
