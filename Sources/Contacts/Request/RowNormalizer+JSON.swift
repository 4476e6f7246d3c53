import Records

/// Reads an NDJSON line: one request as the endpoint takes it.
extension RowNormalizer {
    mutating func readObject(
        _ record: Record, of batch: RecordBatch, into request: inout RowRequest
    ) -> RowRefusal? {
        let raw = record.raw.range
        if let fault = tape.scan(batch.bytes, from: raw.lowerBound, to: raw.upperBound) {
            let place = batch.place(fault.offset - raw.lowerBound, in: record)
            return .malformedJSON(fault.kind, at: place)
        }
        guard tape.tokens[0].kind == .object else { return .notAnObject }
        unescaped.removeAll()
        unescaped.reserve(raw.count * Self.decodingsMax + (rules.keys?.textBytesMax ?? 0))
        readMembers(of: batch.bytes)
        if let refusal = takeOrigin(into: &request) { return refusal }
        return isTooLarge(batch.bytes(of: record.raw)) ? .tooLarge : nil
    }

    /// How often a text of the line may be decoded: a key when it is looked up, compared and
    /// written, a number when it is tried and taken.
    private static let decodingsMax = 4

    private mutating func readMembers(of bytes: UnsafeBufferPointer<UInt8>) {
        addedBytes = 0
        let tokens = tape.tokens
        extraKeys.removeAll(keepingCapacity: true)
        mappedKeys.removeAll(keepingCapacity: true)
        var index = 1
        while index < tokens.count {
            let key = text(of: tokens[index], bytes)
            if rules.keys != nil, readMapped(key, at: index) {
                index = Int(tokens[index + 1].next)
                continue
            }
            if let field = Self.field(named: key) {
                cells[Int(field.rawValue)] = cell(at: index + 1, tokens, bytes)
                if field == .customFields { appendMembers(of: index + 1, tokens, bytes) }
            } else if Self.isInternal(key) {
                addedBytes += Self.memberBytes(tokens[index], tokens[index + 1])
                noteOrigin(key, at: index + 1, tokens, bytes)
            } else {
                if rules.asksAboutKeys { noteUndecided(key, tokens[index + 1]) }
                if rules.keepsExtraKeys { extraKeys.append(index) }
            }
            index = Int(tokens[index + 1].next)
        }
        if let keys = rules.keys { finishMapped(keys, tokens, bytes) }
        for index in extraKeys { appendExtra(at: index, tokens, bytes) }
    }

    /// `null`, `false` and an empty text say that nobody left.
    private mutating func noteUndecided(_ key: UnsafeBufferPointer<UInt8>, _ value: JSONToken) {
        if value.kind == .null || value.kind == .false { return }
        if value.kind == .string, value.slice.count == 0 { return }
        if undecidedKeys.tellsWhoLeft(key) { isUndecided = true }
    }

    /// A member in compact JSON, with its comma.
    private static func memberBytes(_ key: JSONToken, _ value: JSONToken) -> Int {
        key.slice.count + value.slice.count + 4 + (value.kind == .string ? 2 : 0)
    }

    /// The keys that `normalize` and `--rejects` add to a row.
    private static func isInternal(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        guard key.first == UInt8(ascii: "_") else { return false }
        return ASCII.matches(key, "_row") || ASCII.matches(key, "_key")
            || ASCII.matches(key, "_error") || ASCII.matches(key, "_source")
            || ASCII.matches(key, "_error_code") || ASCII.matches(key, "_error_text")
    }

    static func field(named key: UnsafeBufferPointer<UInt8>) -> Field? {
        for name in FieldNames.all where name.bytes.count == key.count {
            if name.bytes.withUnsafeBufferPointer(key.hasSameBytes) { return name.field }
        }
        return nil
    }

    /// The decoded bytes of a string, or the source text of another value.
    mutating func text(
        of token: JSONToken, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8> {
        guard token.hasEscapes else {
            return UnsafeBufferPointer(rebasing: bytes[token.slice.range])
        }
        decoded.removeAll(keepingCapacity: true)
        JSONTape.unescape(bytes, token, to: &decoded)
        let slice = decoded.withUnsafeBufferPointer { unescaped.store($0) }
        return unescaped[slice]
    }

    mutating func cell(
        at index: Int, _ tokens: [JSONToken], _ bytes: UnsafeBufferPointer<UInt8>
    ) -> FieldCell {
        let token = tokens[index]
        let kind: FieldCell.Kind
        switch token.kind {
        case .null: return FieldCell()
        case .string: kind = .text
        case .number: kind = Self.isInteger(text(of: token, bytes)) ? .integer : .otherNumber
        case .true: kind = .isTrue
        case .false: kind = .isFalse
        case .object: kind = Self.hasNestedValue(index, tokens) ? .nested : .object
        case .array: kind = .other
        }
        let text = text(of: token, bytes)
        return FieldCell(kind: kind, text: text, whole: text)
    }

    private static func isInteger(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        text.allSatisfy { $0 == UInt8(ascii: "-") || ($0 >= 0x30 && $0 <= 0x39) }
    }

    private static func hasNestedValue(_ object: Int, _ tokens: [JSONToken]) -> Bool {
        var index = object + 1
        while index < Int(tokens[object].next) {
            let value = tokens[index + 1]
            if value.kind == .object || value.kind == .array { return true }
            index = Int(value.next)
        }
        return false
    }

    private mutating func appendMembers(
        of object: Int, _ tokens: [JSONToken], _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        guard tokens[object].kind == .object else { return }
        if Self.isAsKept(object, tokens) {
            let inside = tokens[object].slice.range.dropFirst().dropLast()
            if custom.count > 0 { custom.append(UInt8(ascii: ",")) }
            custom.append(UnsafeBufferPointer(rebasing: bytes[inside]))
            return
        }
        var index = object + 1
        while index < Int(tokens[object].next) {
            appendCustomField(key: tokens[index], value: tokens[index + 1], bytes)
            index = Int(tokens[index + 1].next)
        }
    }

    /// Whether the members of an object stand in the row byte for byte as they are kept: without
    /// blanks between, escapes and nulls.
    private static func isAsKept(_ object: Int, _ tokens: [JSONToken]) -> Bool {
        // Two braces, and a comma less than there are members.
        var count = 1
        var index = object + 1
        while index < Int(tokens[object].next) {
            let (key, value) = (tokens[index], tokens[index + 1])
            if key.hasEscapes || value.hasEscapes || value.kind == .null { return false }
            count += memberBytes(key, value)
            index = Int(value.next)
        }
        return count > 1 && count == tokens[object].slice.count
    }

    /// A key that is no field; one of the same name in `custom_fields` wins.
    private mutating func appendExtra(
        at index: Int, _ tokens: [JSONToken], _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        let value = tokens[index + 1]
        if value.kind == .object || value.kind == .array {
            noteNested(value, bytes)
            return
        }
        let key = text(of: tokens[index], bytes)
        if CustomFields.contains(key: key, inMembers: custom.all) { return }
        appendCustomField(key: tokens[index], value: value, bytes)
    }

    /// A custom field is no object and no array: the row is refused, and shows the value in their
    /// place.
    mutating func noteNested(_ value: JSONToken, _ bytes: UnsafeBufferPointer<UInt8>) {
        let text = text(of: value, bytes)
        cells[Int(Field.customFields.rawValue)] = FieldCell(kind: .nested, text: text, whole: text)
    }

    /// Appends `"key":value` in canonical JSON, so that equal fields are equal bytes.
    private mutating func appendCustomField(
        key: JSONToken, value: JSONToken, _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        if custom.count > 0 { custom.append(UInt8(ascii: ",")) }
        appendString(key, bytes)
        custom.append(UInt8(ascii: ":"))
        appendValue(value, bytes)
    }

    mutating func appendValue(_ value: JSONToken, _ bytes: UnsafeBufferPointer<UInt8>) {
        if value.kind == .string {
            appendString(value, bytes)
        } else {
            custom.append(UnsafeBufferPointer(rebasing: bytes[value.slice.range]))
        }
        if value.kind == .null { customHasNull = true }
    }

    mutating func appendString(_ token: JSONToken, _ bytes: UnsafeBufferPointer<UInt8>) {
        if token.hasEscapes {
            custom.append(jsonString: text(of: token, bytes))
        } else {
            custom.append(UInt8(ascii: "\""))
            custom.append(UnsafeBufferPointer(rebasing: bytes[token.slice.range]))
            custom.append(UInt8(ascii: "\""))
        }
    }

    /// Whether the line is over the limit without its insignificant white space and what this
    /// program added to it.
    private func isTooLarge(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
        let bytesMax =
            origin.isThere ? RequestRules.normalizedBytesMax : RequestRules.requestBytesMax
        if line.count <= bytesMax { return false }
        var count = -addedBytes
        var outline = JSONOutline()
        for byte in line where outline.isInString(byte) || !ASCII.isBlank(byte) { count += 1 }
        return count > bytesMax
    }
}

/// The fields' names as bytes.
private enum FieldNames {
    static let all = Field.allCases.map { (bytes: Array($0.name.utf8), field: $0) }
}
