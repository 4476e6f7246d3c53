/// How the names of columns are compared.
enum HeaderName {
    /// The name without spaces and tabs around it.
    static func trimmed(_ name: String) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || ($0 >= 0x09 && $0 <= 0x0D) }
        let bytes = name.utf8.drop(while: isBlank)
        let end = bytes.lastIndex { !isBlank($0) }.map(bytes.index(after:)) ?? bytes.startIndex
        return String(decoding: bytes[..<end], as: UTF8.self)
    }

    static func isSame(_ first: String, _ second: String) -> Bool {
        first.utf8.elementsEqual(second.utf8)
    }

    /// The columns that a name in a mapping file or an option means: those of exactly that header,
    /// else of that header without regard to case, spaces, `_` and `-`, else the one at the place
    /// that `#3` names.
    static func columns(named name: String, in header: [String]) -> [Int] {
        let wanted = trimmed(name)
        let exact = header.indices.filter { isSame(trimmed(header[$0]), wanted) }
        if !exact.isEmpty { return exact }
        let folded = Field.folded(wanted)
        let alike = header.indices.filter {
            !folded.isEmpty && isSame(Field.folded(header[$0]), folded)
        }
        if !alike.isEmpty { return alike }
        return place(wanted).map { header.indices.contains($0 - 1) ? [$0 - 1] : [] } ?? []
    }

    /// The number in `#3`.
    static func place(_ name: String) -> Int? {
        guard name.utf8.first == UInt8(ascii: "#") else { return nil }
        return Int(String(name.dropFirst()))
    }

    /// A name that means this column alone: its header, or its place.
    static func unique(_ column: Int, in header: [String]) -> String {
        let name = trimmed(header[column])
        return !name.isEmpty && columns(named: name, in: header) == [column]
            ? name : "#\(column + 1)"
    }
}
