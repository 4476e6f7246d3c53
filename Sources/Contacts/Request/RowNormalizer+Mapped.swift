import PhoneNumbers
import Records

/// What a mapping asks of a row beyond one field a column: translated words, constants, one number
/// out of several.
extension RowNormalizer {
    mutating func readMapped(
        _ slices: ArraySlice<Slice>, of batch: RecordBatch, _ columns: ColumnEncoder
    ) {
        unescaped.removeAll()
        unescaped.reserve(columns.textBytesMax)
        for column in columns.translated {
            guard case .translated(let field, let table) = columns.targets[column] else { continue }
            let cell = translated(
                Self.cell(at: column, slices, batch), for: field, by: columns.tables[Int(table)])
            merge(cell, into: field)
        }
        addConstants(columns.constants, overFilled: true)
        if !columns.phones.isEmpty { choosePhone(slices, of: batch, columns) }
    }

    /// - Parameter overFilled: whether they stand for columns; otherwise what the row says wins.
    mutating func addConstants(_ constants: ColumnEncoder.Constants, overFilled: Bool) {
        for constant in constants.fields {
            let index = Int(constant.field.rawValue)
            guard overFilled || cells[index].kind == .absent else { continue }
            constant.text.withUnsafeBufferPointer { text in
                let kept = unescaped[unescaped.store(text)]
                cells[index] = Self.cell(kept, for: constant.field)
            }
        }
        for constant in constants.custom {
            let isNamed = constant.name.withUnsafeBufferPointer {
                CustomFields.contains(key: $0, inMembers: custom.all)
            }
            if isNamed { continue }
            if custom.count > 0 { custom.append(UInt8(ascii: ",")) }
            custom.append(constant.member)
        }
    }

    /// A cell's bytes; none when the row is too short to have it.
    private static func cell(
        at column: Int, _ slices: ArraySlice<Slice>, _ batch: RecordBatch
    ) -> UnsafeBufferPointer<UInt8> {
        guard column < slices.count else { return UnsafeBufferPointer(start: nil, count: 0) }
        return batch.bytes(of: slices[slices.startIndex + column])
    }

    private mutating func translated(
        _ bytes: UnsafeBufferPointer<UInt8>, for field: Field, by table: ValueTable
    ) -> FieldCell {
        let text = ASCII.trimmed(bytes)
        let asWritten = FieldCell(kind: .text, text: text, whole: bytes)
        return table.meaning(of: text).map { cell(meaning: $0, asWritten) }
            ?? Self.cell(bytes, for: field)
    }

    /// Of several columns for one field the one that says yes wins, then one that cannot be read.
    mutating func merge(_ cell: FieldCell, into field: Field) {
        let rank: (FieldCell.Kind) -> Int = { kind in
            switch kind {
            case .absent: 0
            case .isFalse: 1
            case .isTrue: 3
            default: 2
            }
        }
        let index = Int(field.rawValue)
        if rank(cell.kind) >= rank(cells[index].kind) { cells[index] = cell }
    }
}

/// One number out of several.
extension RowNormalizer {
    /// Takes the first column that can be a number, the mobile ones first; else the first that is
    /// filled, so that the report says what is wrong with it. The others stay custom fields.
    private mutating func choosePhone(
        _ slices: ArraySlice<Slice>, of batch: RecordBatch, _ columns: ColumnEncoder
    ) {
        chosenPhone = nil
        var filled: Int?
        for isMobile in [true, false] {
            for (place, phone) in columns.phones.enumerated() {
                let label = phone.label.map { Self.cell(at: $0, slices, batch) }
                guard (label.map(PhoneColumnName.isMobile) ?? false) == isMobile else { continue }
                let cell = Self.cell(Self.cell(at: phone.column, slices, batch), for: .phoneNumber)
                guard cell.kind != .absent else { continue }
                filled = filled ?? place
                if chosenPhone == nil, canBeNumber(cell.text) { chosenPhone = place }
            }
        }
        chosenPhone = chosenPhone ?? filled
        for (place, phone) in columns.phones.enumerated() {
            let bytes = Self.cell(at: phone.column, slices, batch)
            if place == chosenPhone {
                cells[Int(Field.phoneNumber.rawValue)] = Self.cell(bytes, for: .phoneNumber)
            } else if let key = phone.key {
                key.withUnsafeBufferPointer { custom.appendMember($0, bytes) }
            }
        }
    }

    func canBeNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if case .number = rules.phones.read(text) { return true }
        return PhoneList(text)?.firstNumber(rules.phones) != nil
    }

    /// After a cell was refused as a number: takes the first number of a list in it, and keeps the
    /// rest as a custom field. False when the cell is no list or holds no number.
    mutating func takeNumberOfList(_ columns: ColumnEncoder) -> Bool {
        let index = Int(Field.phoneNumber.rawValue)
        guard let list = PhoneList(cells[index].text), let part = list.firstNumber(rules.phones)
        else { return false }
        cells[index].text = list.parts[part]
        let isChoice = !columns.phones.isEmpty
        let key = isChoice ? chosenPhone.flatMap { columns.phones[$0].key } : columns.phoneKey
        let rest = list.parts.indices.filter { $0 != part && !list.parts[$0].isEmpty }
        guard let key, !rest.isEmpty else { return true }
        decoded.removeAll(keepingCapacity: true)
        for place in rest {
            if !decoded.isEmpty { decoded += PhoneList.separator }
            decoded += list.parts[place]
        }
        key.withUnsafeBufferPointer { key in
            decoded.withUnsafeBufferPointer { custom.appendMember(key, $0) }
        }
        return true
    }
}

/// A cell with several numbers, as Google Contacts writes them: `… ::: …`.
private struct PhoneList {
    static let separator = Array(" ::: ".utf8)
    private static let colons = 3
    /// Longer lists are no contact's.
    private static let partsMax = 20

    /// Trimmed.
    let parts: [UnsafeBufferPointer<UInt8>]

    /// nil when the cell has no `:::`.
    init?(_ cell: UnsafeBufferPointer<UInt8>) {
        var parts: [UnsafeBufferPointer<UInt8>] = []
        var start = 0
        var run = 0
        for position in cell.indices {
            run = cell[position] == UInt8(ascii: ":") ? run + 1 : 0
            guard run == Self.colons else { continue }
            let part = cell[start..<(position + 1 - Self.colons)]
            parts.append(ASCII.trimmed(UnsafeBufferPointer(rebasing: part)))
            start = position + 1
            run = 0
            if parts.count > Self.partsMax { return nil }
        }
        if parts.isEmpty { return nil }
        parts.append(ASCII.trimmed(UnsafeBufferPointer(rebasing: cell[start...])))
        self.parts = parts
    }

    /// The first part that can be a number.
    func firstNumber(_ phones: PhoneReader) -> Int? {
        parts.firstIndex { part in
            if case .number = phones.read(part) { true } else { false }
        }
    }
}
