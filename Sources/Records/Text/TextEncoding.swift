/// The encodings that are read. Everything becomes UTF-8 before it is cut into records.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    /// Also reads Latin-1, whose text it shares.
    case windows1252 = "Windows-1252"

    var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

    /// An encoding by one of its usual names, in any case; `nil` for one that is not read.
    package init?(named name: String) {
        switch name.lowercased().filter({ $0 != "-" && $0 != "_" }) {
        case "utf8", "ascii", "usascii": self = .utf8
        case "utf16", "utf16le", "unicode": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "windows1252", "cp1252", "latin1", "iso88591": self = .windows1252
        default: return nil
        }
    }
}
