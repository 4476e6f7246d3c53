/// Parts of a path, by its bytes: Foundation's own traps on a path of one character.
package enum PathName {
    /// What stands in front of the last slash, the slash included when it is all; empty without
    /// one.
    package static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: 0x2F) else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path with a word in front of its ending: `a/b.csv` and `2` give `a/b.2.csv`.
    package static func adding(_ word: String, to path: String) -> String {
        let bytes = path.utf8
        let nameStart = bytes.lastIndex(of: 0x2F).map { bytes.index(after: $0) } ?? path.startIndex
        guard let point = bytes[nameStart...].lastIndex(of: 0x2E), point > nameStart else {
            return "\(path).\(word)"
        }
        return "\(path[..<point]).\(word)\(path[point...])"
    }
}
