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

    /// A byte that can be a delimiter or a quote: ASCII, and neither a line end nor NUL. Others would
    /// cut characters or lines apart.
    package static func canStructure(_ byte: UInt8) -> Bool {
        byte > 0 && byte < 0x80 && byte != 0x0A && byte != 0x0D
    }
}
