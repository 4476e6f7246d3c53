/// How a CSV input is written, as found or as given.
package struct Dialect: Sendable, Equatable {
    /// The line ends seen in the first part of the input.
    package enum LineEnds: String, Sendable {
        case lf = "LF"
        case crlf = "CRLF"
        case cr = "CR"
        case mixed = "mixed"
        /// Not a single one.
        case none = "none"
    }

    /// The byte between two fields.
    package var delimiter: UInt8 = 0x2C
    /// The byte around a field.
    package var quote: UInt8 = 0x22
    /// Found in the first part of the input.
    package var lineEnds = LineEnds.none
    /// Excel's line `sep=;` stands first.
    package var hasSeparatorLine = false
    /// Lines in front of the first record that start with `#`.
    package var commentLines = 0

    package init() {}

    /// A delimiter or quote by its character or one of its usual names; `nil` for none that can be.
    package static func byte(named name: String) -> UInt8? {
        let byte: UInt8? =
            switch name.lowercased() {
            case "tab", "\\t": 0x09
            case "comma": 0x2C
            case "semicolon": 0x3B
            case "pipe": 0x7C
            case "space": 0x20
            default: name.utf8.count == 1 ? name.utf8.first : nil
            }
        guard let byte, canStructure(byte) else { return nil }
        // Such bytes make up names and numbers.
        let scalar = Unicode.Scalar(byte)
        return scalar.properties.isAlphabetic || (0x30...0x39).contains(byte) ? nil : byte
    }

    /// The byte as people read it in a sentence.
    static func name(of byte: UInt8) -> String {
        switch byte {
        case 0x09: "tab"
        case 0x20: "space"
        case 0x2C: "comma"
        case 0x3B: "semicolon"
        case 0x7C: "pipe"
        default: text(of: byte)
        }
    }

    /// A byte as the character it is in Latin-1.
    package static func text(of byte: UInt8) -> String { String(Unicode.Scalar(byte)) }

    /// The bytes that end a line where records are written in this dialect.
    package var lineEnd: [UInt8] {
        switch lineEnds {
        case .crlf: [0x0D, 0x0A]
        case .cr: [0x0D]
        case .lf, .mixed, .none: [0x0A]
        }
    }

    /// A byte that can be a delimiter or a quote: ASCII, and neither a line end nor NUL. Others
    /// would cut characters or lines apart.
    static func canStructure(_ byte: UInt8) -> Bool {
        byte > 0 && byte < 0x80 && byte != 0x0A && byte != 0x0D
    }
}
