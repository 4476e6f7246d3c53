import Contacts
import PhoneNumbers
import Records

/// Writes rows of an export as CSV, a column for each custom field.
struct ExportTable {
    private let listNumber: String
    /// Place of a custom field among the columns of custom fields, by its name in UTF-8.
    private let places: [[UInt8]: Int]
    /// The header line.
    let header: [UInt8]

    private static let fields: [Field] =
        [.phoneNumber, .listNumber, .signupDate]
        + ExportRow.textFields + [.optedOut]

    /// - Parameter customFields: the names of all custom fields, in the order of their columns.
    init(list: SendingList, customFields: [[UInt8]]) {
        listNumber = PhoneNumber(digits: list.phone).e164
        places = Dictionary(
            customFields.enumerated().map { ($0.element, $0.offset) }
        ) { first, _ in first }
        let names = customFields.map { String(decoding: $0, as: UTF8.self) }
        let headers = names.map(ColumnMapping.header(ofCustomField:))
        header = Self.line(Self.fields.map(\.name) + headers)
    }

    func append(_ row: ExportRow, to output: inout [UInt8]) throws(StoreError) {
        var cells = [PhoneNumber(digits: row.phone).e164, listNumber, row.signupDate]
        cells += row.texts.map { $0 ?? "" }
        cells.append(row.isActive ? "" : "true")
        var custom = [String](repeating: "", count: places.count)
        for (name, value) in try ExportRow.members(of: row.customFields) {
            if let place = places[Array(name.utf8)] { custom[place] = value.cell }
        }
        output += Self.line(cells + custom)
    }

    private static func line(_ cells: [String]) -> [UInt8] {
        var line: [UInt8] = []
        for (index, cell) in cells.enumerated() {
            if index > 0 { line.append(UInt8(ascii: ",")) }
            append(cell, to: &line)
        }
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// Quotes what RFC 4180 asks for, and what could be taken for another dialect's delimiter.
    private static func append(_ cell: String, to line: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        guard cell.utf8.contains(where: needsQuotes) else {
            line += Array(cell.utf8)
            return
        }
        line.append(quote)
        for byte in cell.utf8 {
            if byte == quote { line.append(quote) }
            line.append(byte)
        }
        line.append(quote)
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n"),
            UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"), UInt8(ascii: "'"),
            UInt8(ascii: "#"):
            true
        default: false
        }
    }
}
