import Records

/// Reads the cells of a CSV record into fields and custom fields.
extension RowNormalizer {
    mutating func readCells(
        _ record: Record, of batch: RecordBatch, _ columns: ColumnEncoder
    ) -> RowRefusal? {
        let slices = batch.fields(of: record)
        let custom = custom
        columns.withKeys { keys in
            for (target, slice) in zip(columns.targets, slices) {
                let cell = batch.bytes(of: slice)
                switch target {
                case .field(let field): cells[Int(field.rawValue)] = Self.cell(cell, for: field)
                case .custom(let key):
                    custom.appendMember(UnsafeBufferPointer(rebasing: keys[key.range]), cell)
                case .ignored, .phone, .translated: break
                }
            }
        }
        if !columns.isPlain { readMapped(slices, of: batch, columns) }
        let surplus = slices.dropFirst(columns.targets.count).firstIndex {
            !batch.bytes(of: $0).allSatisfy(ASCII.isBlank)
        }
        if let surplus {
            let offset = batch.offset(ofField: surplus - slices.startIndex, of: record)
            return .surplusFields(at: batch.place(offset, in: record))
        }
        return isTooLarge(record, columns) ? .tooLarge : nil
    }

    static func cell(_ bytes: UnsafeBufferPointer<UInt8>, for field: Field) -> FieldCell {
        let text = ASCII.trimmed(bytes)
        if text.isEmpty || (isNumber(field) && meansNothing(text)) { return FieldCell() }
        let kind = field.isBoolean ? boolean(text) : .text
        return FieldCell(kind: kind, text: text, whole: bytes)
    }

    private static func isNumber(_ field: Field) -> Bool {
        field == .phoneNumber || field == .listNumber
    }

    /// What spreadsheets and databases write for a missing number.
    private static func meansNothing(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard text.count <= 4 else { return false }
        return ASCII.matches(text, "-") || ASCII.matches(text, "na") || ASCII.matches(text, "n/a")
            || ASCII.matches(text, "null") || ASCII.matches(text, "none")
    }

    private static func boolean(_ text: UnsafeBufferPointer<UInt8>) -> FieldCell.Kind {
        let yes: [StaticString] = ["true", "yes", "y", "t", "1"]
        if yes.contains(where: { ASCII.matches(text, $0) }) { return .isTrue }
        let no: [StaticString] = ["false", "no", "n", "f", "0"]
        return no.contains(where: { ASCII.matches(text, $0) }) ? .isFalse : .other
    }

    /// Whether the row is over the limit as compact JSON. Most rows are too short to be asked.
    private mutating func isTooLarge(_ record: Record, _ columns: ColumnEncoder) -> Bool {
        // A byte becomes at most six, as in \u0001.
        let most = record.raw.count * 6 + columns.overheadBytesMax
        return most > RequestRules.requestBytesMax
            && requestBytes() > RequestRules.requestBytesMax
    }

    /// The row's length as compact JSON: the fields it names, then its custom fields.
    private mutating func requestBytes() -> Int {
        var lengths: [Int] = []
        for field in Field.allCases {
            let cell = cells[Int(field.rawValue)]
            guard cell.kind != .absent else { continue }
            lengths.append(field.name.utf8.count + 3 + valueBytes(cell))
        }
        if custom.count > 0 {
            lengths.append(Field.customFields.name.utf8.count + 3 + custom.count + 2)
        }
        return lengths.reduce(0, +) + max(lengths.count - 1, 0) + 2
    }

    private mutating func valueBytes(_ cell: FieldCell) -> Int {
        switch cell.kind {
        case .isTrue: return 4
        case .isFalse: return 5
        default:
            decoded.removeAll(keepingCapacity: true)
            appendJSONString(of: cell.text, to: &decoded)
            return decoded.count
        }
    }
}

extension ByteArena {
    /// Appends `"key":"cell"`, unless the cell is blank; `key` has its quotes and colon.
    func appendMember(
        _ key: UnsafeBufferPointer<UInt8>, _ cell: UnsafeBufferPointer<UInt8>
    ) {
        if cell.allSatisfy(ASCII.isBlank) { return }
        if count > 0 { append(UInt8(ascii: ",")) }
        append(key)
        append(jsonString: cell)
    }
}
