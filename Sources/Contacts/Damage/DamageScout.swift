import PhoneNumbers
import Records

/// Looks at rows while they are normalized, for damage that shows in a row by itself.
///
/// Good rows cost a look at the digits of their number; everything dear happens for refused rows.
struct DamageScout {
    private(set) var signs = BatchSigns()
    /// Columns of the mapping; 0 for NDJSON.
    private var columnCount = 0
    private var phoneColumn: Int?
    /// The last row that is no JSON.
    private var brokenRow: UInt64 = 0
    /// The last row whose number lacks digits.
    private var shortNumberRow: UInt64 = 0
    private let phones: PhoneReader

    /// How far a number may stand from its column to count as shifted.
    private static let shiftMax = 3

    init(phones: PhoneReader) { self.phones = phones }

    mutating func begin(_ batch: RecordBatch, columns: ColumnEncoder?) {
        signs.removeAll()
        signs.numbers.reserveCapacity(batch.records.count)
        signs.isCSV = columns != nil
        signs.hasHeader = !batch.headerText.isEmpty
        brokenRow = 0
        shortNumberRow = 0
        columnCount = columns?.targets.count ?? 0
        phoneColumn = columns?.phoneColumn
    }

    /// Notes a row as it was decided.
    ///
    /// - Parameter phone: its number, 0 when it is refused.
    @inline(__always)
    mutating func note(
        _ record: Record, _ cell: FieldCell, phone: UInt64, _ refusal: RowRefusal?,
        of batch: RecordBatch
    ) {
        var place = NumberPlace(phone: phone, line: record.line)
        if cell.kind == .text || cell.kind == .integer {
            place.bucket = signs.lengths.count(cell.text, line: record.line)
            if Self.endsLikeFloat(cell.text) { noteFloat(record, cell, phone) }
        }
        place.isShort = record.fieldCount < columnCount
        if place.isShort { signs.shortRows &+= 1 }
        signs.numbers.append(place)
        if let refusal { noteRefused(record, cell, refusal, of: batch) }
    }

    /// Gives what the batch's rows show; its own memory is taken for the next one.
    mutating func finish(_ batch: RecordBatch, into output: inout BatchSigns) {
        if let last = batch.records.last {
            signs.lastRow = last.number
            if batch.endsAtInputEnd { noteCut(last) }
        }
        Mojibake.forEachRecord(of: batch) { add(.mojibake, $0) }
        swap(&signs, &output)
    }

    @inline(__always)
    private static func endsLikeFloat(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = text.count
        guard count > 3, text[count - 1] == 0x30 else { return false }
        return text[count - 2] == 0x2E || (text[count - 2] == 0x30 && text[count - 3] == 0x2E)
    }

    private mutating func noteFloat(_ record: Record, _ cell: FieldCell, _ phone: UInt64) {
        let whole = cell.text.prefix { $0 != 0x2E }
        guard phone > 0, whole.count > 5, whole.allSatisfy({ $0 &- 0x30 <= 9 }) else { return }
        add(.floatNumber, record)
    }

    private mutating func noteRefused(
        _ record: Record, _ cell: FieldCell, _ refusal: RowRefusal, of batch: RecordBatch
    ) {
        switch refusal {
        case .invalidPhone(.digitsLost): return add(.digitsLost, record)
        case .dateInOtherOrder: return add(.dateOrder, record)
        case .malformedJSON: brokenRow = record.number
        case .invalidPhone(.tooShort), .invalidPhone(.noDigits): shortNumberRow = record.number
        case .surplusFields: return add(.shifted, record, offset: DamageSign.surplus)
        case .invalidPhone, .missingPhone: break
        default: return
        }
        if isHeader(record, of: batch) { return add(.headerRepeated, record) }
        if isTotals(record, of: batch) { return add(.totalsRow, record) }
        guard case .invalidPhone = refusal else { return }
        if lostPlus(cell) { return add(.plusLost, record) }
        if let offset = shift(of: record, in: batch) { add(.shifted, record, offset: offset) }
    }

    private mutating func noteCut(_ last: Record) {
        let isShort = signs.isCSV && last.fault == nil && last.fieldCount < columnCount
        let endsInNumber =
            shortNumberRow == last.number && phoneColumn.map { $0 + 1 } == Int(last.fieldCount)
        if isShort || endsInNumber || brokenRow == last.number { add(.cut, last) }
    }

    private mutating func add(_ kind: DamageSign.Kind, _ record: Record, offset: Int8 = 0) {
        signs.signs.append(
            DamageSign(kind: kind, offset: offset, row: record.number, line: record.line))
    }

    /// The header's own bytes, quotes and case aside; files joined end to end may have a byte order
    /// mark before them.
    private func isHeader(_ record: Record, of batch: RecordBatch) -> Bool {
        guard !batch.headerText.isEmpty else { return false }
        let raw = batch.bytes(of: record.raw)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = raw.starts(with: mark) ? raw.dropFirst(mark.count) : raw[...]
        let quote = batch.dialect?.quote
        let letters = { (bytes: UnsafeBufferPointer<UInt8>.SubSequence) in
            bytes.lazy.filter { $0 != quote }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        }
        return batch.headerText.withUnsafeBufferPointer {
            letters(text).elementsEqual(letters($0[...]))
        }
    }

    /// The first cell that is filled says so, in one of the languages of spreadsheets, with the
    /// number in the same cell or in another.
    private func isTotals(_ record: Record, of batch: RecordBatch) -> Bool {
        for slice in batch.fields(of: record) {
            let text = ASCII.trimmed(batch.bytes(of: slice))
            if text.isEmpty { continue }
            return Self.totalsWords.contains { Self.begins(text, with: $0) }
        }
        return false
    }

    /// Whether a cell is the word, or the word and a number, with a colon or others between.
    private static func begins(
        _ text: UnsafeBufferPointer<UInt8>, with word: StaticString
    ) -> Bool {
        let count = word.utf8CodeUnitCount
        guard text.count >= count,
            ASCII.matches(UnsafeBufferPointer(rebasing: text[..<count]), word)
        else { return false }
        guard let next = text[count...].first, let last = text.last else { return true }
        let isApart = next == 0x3A || next == 0x20
        return isApart && (last == 0x3A || last &- 0x30 <= 9)
    }

    private static let totalsWords: [StaticString] = [
        "total", "totals", "grand total", "subtotal", "sum", "count", "gesamt", "summe", "totale",
        "totaal",
    ]

    private func lostPlus(_ cell: FieldCell) -> Bool {
        let text = cell.text
        guard (8...15).contains(text.count), text.allSatisfy({ $0 &- 0x30 <= 9 }) else {
            return false
        }
        return isNumber([0x2B] + text)
    }

    private func isNumber(_ text: [UInt8]) -> Bool {
        if case .number = text.withUnsafeBufferPointer({ phones.read($0) }) { true } else { false }
    }

    /// How many columns from its own the row's number stands, if one stands near.
    private func shift(of record: Record, in batch: RecordBatch) -> Int8? {
        guard let phoneColumn else { return nil }
        let fields = batch.fields(of: record)
        for distance in 1...Self.shiftMax {
            for offset in [-distance, distance] {
                let column = phoneColumn + offset
                guard column >= 0, column < fields.count else { continue }
                let cell = batch.bytes(of: fields[fields.startIndex + column])
                if looksLikeNumber(cell) { return Int8(offset) }
            }
        }
        return nil
    }

    /// A number that no date or address of the internet is.
    private func looksLikeNumber(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
        let digits = cell.count { $0 &- 0x30 <= 9 }
        let points = cell.count { $0 == 0x2E }
        return digits >= 10 && cell.count <= 24 && points < 3 && isNumber(Array(cell))
    }
}

extension ColumnEncoder {
    /// Index of the column with the phone numbers, if there is one.
    fileprivate var phoneColumn: Int? {
        targets.firstIndex { if case .field(.phoneNumber) = $0 { true } else { false } }
    }
}
