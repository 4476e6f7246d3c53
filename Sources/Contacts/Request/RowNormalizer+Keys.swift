import Records

/// Reads the keys of an NDJSON line that a mapping file names.
extension RowNormalizer {
    /// False when the file says nothing about the key, and nothing else is that field.
    mutating func readMapped(_ key: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard let keys = rules.keys else { return false }
        if let rule = keys.rule(of: key) {
            mappedKeys.append((rule, index))
            return true
        }
        guard let field = Self.field(named: key), keys.claims(field) else { return false }
        if rules.keepsExtraKeys { extraKeys.append(index) }
        return true
    }

    /// Gives the mapped keys their meaning once all of the row's are known.
    mutating func finishMapped(
        _ keys: KeyMapping, _ tokens: [JSONToken], _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        for place in mappedKeys.indices {
            let (rule, token) = mappedKeys[place]
            switch keys.rules[rule].target {
            case .field(.phoneNumber), .ignored: continue
            case .field(let field):
                merge(mapped(at: token + 1, keys.rules[rule].values, tokens, bytes), into: field)
            case .custom(let key, let name):
                appendRenamed(key, name, value: tokens[token + 1], bytes)
            }
        }
        for rule in keys.withBlank where !mappedKeys.contains(where: { $0.rule == rule }) {
            guard case .field(let field) = keys.rules[rule].target,
                let meaning = keys.rules[rule].values?.blank
            else { continue }
            merge(cell(meaning: meaning, FieldCell()), into: field)
        }
        choosePhone(keys, tokens, bytes)
        addConstants(keys.constants, overFilled: false)
    }

    private mutating func mapped(
        at index: Int, _ table: ValueTable?, _ tokens: [JSONToken],
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> FieldCell {
        let cell = cell(at: index, tokens, bytes)
        guard let table, cell.kind != .nested, cell.kind != .object, cell.kind != .other else {
            return cell
        }
        let meaning = table.meaning(of: ASCII.trimmed(cell.text))
        return meaning.map { self.cell(meaning: $0, cell) } ?? cell
    }

    /// The cell that a table's meaning stands for.
    func cell(meaning: ValueTable.Meaning, _ cell: FieldCell) -> FieldCell {
        switch meaning {
        case .absent: return FieldCell()
        case .yes: return FieldCell(kind: .isTrue, text: cell.text, whole: cell.whole)
        case .no: return FieldCell(kind: .isFalse, text: cell.text, whole: cell.whole)
        case .text(let word):
            var word = word
            let kept = word.withUTF8 { unescaped[unescaped.store($0)] }
            return FieldCell(kind: .text, text: kept, whole: kept)
        }
    }

    /// The first key that can be a number, else the first that is there; the others are extra keys.
    private mutating func choosePhone(
        _ keys: KeyMapping, _ tokens: [JSONToken], _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        let found = keys.phones.compactMap { rule in mappedKeys.first { $0.rule == rule }?.token }
        var chosen: Int?
        for token in found where chosen == nil {
            let cell = cell(at: token + 1, tokens, bytes)
            let isText = cell.kind == .text || cell.kind == .integer
            if isText, canBeNumber(cell.text) { chosen = token }
        }
        guard let token = chosen ?? found.first else { return }
        cells[Int(Field.phoneNumber.rawValue)] = cell(at: token + 1, tokens, bytes)
        if rules.keepsExtraKeys { extraKeys += found.filter { $0 != token } }
    }

    private mutating func appendRenamed(
        _ key: [UInt8], _ name: [UInt8], value: JSONToken, _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        if value.kind == .object || value.kind == .array {
            noteNested(value, bytes)
            return
        }
        let isNamed = name.withUnsafeBufferPointer {
            CustomFields.contains(key: $0, inMembers: custom.all)
        }
        if isNamed { return }
        if custom.count > 0 { custom.append(UInt8(ascii: ",")) }
        custom.append(key)
        appendValue(value, bytes)
    }
}
