/// A row that may be damaged, as seen by itself; what it means is decided in file order.
struct DamageSign: Sendable, Equatable {
    enum Kind: UInt8, Sendable {
        case digitsLost, floatNumber, plusLost, headerRepeated, totalsRow, mojibake, dateOrder
        /// The number stands some columns from where it should, or the row has surplus cells.
        case shifted
        /// The last record, without a line end, and short, broken or at its end without a number.
        case cut
    }

    var kind: Kind
    /// For `shifted`: how many columns, or `surplus`.
    var offset: Int8 = 0
    var row: UInt64
    var line: UInt64

    static let surplus: Int8 = .max
}

/// A row's number, 0 when it is refused, and its line; with what the row adds to its batch's
/// counts.
struct NumberPlace: Sendable {
    var phone: UInt64
    var line: UInt64
    /// The place of the number's cell among the lengths, or `NumberLengths.noBucket`.
    var bucket = NumberLengths.noBucket
    /// The row has fewer cells than the header.
    var isShort = false
}

/// What the rows of one batch show of damage; made by the threads that normalize, told in file
/// order by `DamageTally`.
package struct BatchSigns: Sendable {
    /// In the order of rows, those of one row in any.
    var signs: [DamageSign] = []
    /// One for each row.
    var numbers: [NumberPlace] = []
    var lengths = NumberLengths()
    /// Rows with fewer cells than the header.
    var shortRows = 0
    /// Number of the last row.
    var lastRow: UInt64 = 0
    /// The rows come from CSV.
    var isCSV = false
    /// CSV with a header, which counts among the lines of a spreadsheet.
    var hasHeader = false

    package init() {}

    /// Forgets what the rows behind the first ones showed.
    mutating func keep(first count: Int, lastRow: UInt64) {
        numbers.removeSubrange(count...)
        signs.removeAll { $0.row > lastRow }
        lengths = NumberLengths()
        for place in numbers { lengths.count(place.bucket, line: place.line) }
        shortRows = numbers.count(where: \.isShort)
        self.lastRow = lastRow
    }

    mutating func removeAll() {
        signs.removeAll(keepingCapacity: true)
        numbers.removeAll(keepingCapacity: true)
        lengths = NumberLengths()
        shortRows = 0
        lastRow = 0
    }
}
