/// What spreadsheets, scripts and cut downloads do to a contact list, in the order it is told.
package enum DamageKind: UInt8, CaseIterable, Sendable {
    case digitsLost, floatNumbers, plusLost, zeroLost
    case numberSequence, repeatedNumber
    case columnsShifted, headerRepeated, totalsRow, mojibake
    case recordCut, rowLimit, dateOrder

    /// The code for scripts.
    package var code: String {
        switch self {
        case .digitsLost: "digits_lost"
        case .floatNumbers: "float_numbers"
        case .plusLost: "plus_lost"
        case .zeroLost: "zero_lost"
        case .numberSequence: "number_sequence"
        case .repeatedNumber: "repeated_number"
        case .columnsShifted: "columns_shifted"
        case .headerRepeated: "header_repeated"
        case .totalsRow: "totals_row"
        case .mojibake: "mojibake"
        case .recordCut: "record_cut"
        case .rowLimit: "row_limit"
        case .dateOrder: "date_order"
        }
    }

    /// What is wrong, in one sentence without anything from the rows.
    package var sentence: String {
        switch self {
        case .digitsLost: "Numbers in scientific notation: a spreadsheet rounded their digits away."
        case .floatNumbers: "Numbers end in .0: they were stored as decimal numbers."
        case .plusLost: "Refused numbers that would be right with a + in front."
        case .zeroLost: "Numbers a digit shorter than the others, which start with 0."
        case .numberSequence:
            "Ten and more rows, each with the number of the row above plus one: dragged, not typed."
        case .repeatedNumber: "One number on many rows: a placeholder or a switchboard."
        case .columnsShifted:
            "From here on cells stand in other columns than the header says."
        case .headerRepeated: "The header stands again among the rows: files were joined."
        case .totalsRow: "A row of totals stands among the contacts."
        case .mojibake: "Text such as Ã©, which was UTF-8 read in another encoding and saved."
        case .recordCut:
            "The last row has no line end and is short, or ends within its number: it was cut."
        case .rowLimit:
            "The file has exactly the rows a spreadsheet can hold: the rest may be gone."
        case .dateOrder:
            "Dates that are none in this order of month and day: the others may be read wrong."
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .digitsLost: "Export the column again from its source, formatted as text."
        case .floatNumbers: "They are read without it; check that long numbers kept every digit."
        case .plusLost: "Write them with +, or name their country with --region."
        case .zeroLost: "Export the column again, formatted as text, or write them with +."
        case .numberSequence: "Compare these rows with their source before messages are sent."
        case .repeatedNumber: "Check whose number it is."
        case .columnsShifted: "Look at the first of these rows for a missing or surplus cell."
        case .headerRepeated, .totalsRow: "It is refused as a row; nothing needs to be done."
        case .mojibake: "Export the file again as UTF-8, or try --encoding on the original."
        case .recordCut: "Get the file again, or complete its last row."
        case .rowLimit: "Export in parts, or as CSV from the source without a spreadsheet between."
        case .dateOrder:
            "Look at the column: in the other order, undo the import and say --date-order."
        }
    }
}

/// One kind of damage in one input.
package struct DamageFinding: Sendable, Equatable {
    package let kind: DamageKind
    /// The rows that have it.
    package let count: Int
    /// Lines where it starts, the first few.
    package let lines: [UInt64]

    package init(kind: DamageKind, count: Int, lines: [UInt64]) {
        self.kind = kind
        self.count = count
        self.lines = lines
    }

    /// Lines that are kept as examples.
    static let linesMax = 5
}
