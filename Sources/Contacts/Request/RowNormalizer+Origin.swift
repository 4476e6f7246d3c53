import PhoneNumbers
import Records

/// What `normalize` wrote about a row beside its request: `_row`, `_key`, `_error` and `_source`.
/// With it the row gets the line in the report that it would have got in its own file.
struct RowOrigin {
    fileprivate(set) var row = FieldCell()
    fileprivate(set) var key = FieldCell()
    /// Line of its own file where the row starts.
    fileprivate(set) var line = FieldCell()
    /// The row's first byte there; older versions did not say it.
    fileprivate(set) var byte = FieldCell()
    fileprivate(set) var numberAsItCame = FieldCell()
    fileprivate(set) var sentence = FieldCell()
    fileprivate(set) var error: ErrorCode?
    fileprivate(set) var droppedExtension = false
    fileprivate(set) var isUntyped = false

    /// `normalize` writes both: a `_row` or a `_key` alone may be anybody's, and means nothing.
    var isThere: Bool { row.kind != .absent && key.kind != .absent }

    /// The phone number as it stood in its own file; nil where the row's own cell says it.
    var phone: FieldCell? { isThere && numberAsItCame.kind == .text ? numberAsItCame : nil }

    /// What `normalize`, which has seen the row as it came, said of this refusal; nil where it said
    /// nothing, or gave another code.
    func sentence(of refusal: RowRefusal) -> UnsafeBufferPointer<UInt8>? {
        isThere && refusal.code == error && sentence.kind == .text ? sentence.text : nil
    }
}

extension RowNormalizer {
    /// Keeps one of the members that `normalize` adds to a row.
    ///
    /// - Parameter index: the value's token.
    mutating func noteOrigin(
        _ key: UnsafeBufferPointer<UInt8>, at index: Int, _ tokens: [JSONToken],
        _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        if ASCII.matches(key, "_row") {
            origin.row = cell(at: index, tokens, bytes)
        } else if ASCII.matches(key, "_key") {
            origin.key = cell(at: index, tokens, bytes)
        } else if ASCII.matches(key, "_error") {
            let name = text(of: tokens[index], bytes)
            origin.error = ErrorCode.allCases.first { name.elementsEqual($0.name.utf8) }
        } else if ASCII.matches(key, "_source"), tokens[index].kind == .object {
            noteSource(index, tokens, bytes)
        }
    }

    private mutating func noteSource(
        _ object: Int, _ tokens: [JSONToken], _ bytes: UnsafeBufferPointer<UInt8>
    ) {
        var index = object + 1
        while index < Int(tokens[object].next) {
            let name = text(of: tokens[index], bytes)
            let value = cell(at: index + 1, tokens, bytes)
            if ASCII.matches(name, "line") { origin.line = value }
            if ASCII.matches(name, "byte") { origin.byte = value }
            if ASCII.matches(name, "phone_number") { origin.numberAsItCame = value }
            if ASCII.matches(name, "error") { origin.sentence = value }
            if ASCII.matches(name, "extension") { origin.droppedExtension = value.kind == .isTrue }
            if ASCII.matches(name, "cells") { origin.isUntyped = value.kind == .isTrue }
            index = Int(tokens[index + 1].next)
        }
    }

    /// Gives the row its place in its own file. What could not be read there stays refused.
    func takeOrigin(into request: inout RowRequest) -> RowRefusal? {
        if origin.isThere {
            guard let row = Self.place(origin.row) else { return .unreadableOrigin }
            request.row = row
            if origin.line.kind != .absent {
                let hasByte = origin.byte.kind != .absent
                guard let line = Self.place(origin.line),
                    let byte = hasByte ? Self.place(origin.byte) : 0
                else { return .unreadableOrigin }
                request.line = line
                request.byte = byte
            }
        }
        switch origin.error {
        case .malformedRow: return .refusedBefore(.malformedRow)
        case .payloadTooLarge where origin.isThere: return .refusedBefore(.payloadTooLarge)
        default: return nil
        }
    }

    /// What `normalize` has read of an accepted row's number stands, whatever this run's region. A
    /// row that it refused is not taken either: it was not sorted to others of its number.
    func takeReading(into request: inout RowRequest) -> RowRefusal? {
        guard origin.isThere else { return nil }
        if let code = origin.error { return .refusedBefore(code) }
        if origin.droppedExtension { request.flags.insert(.droppedExtension) }
        if origin.isUntyped, !request.customFields.isAbsent { request.flags.insert(.untyped) }
        let cell = cells[Int(Field.phoneNumber.rawValue)]
        if let digits = Self.e164Digits(cell.text), digits != request.phone {
            request.phone = digits
            if rules.checksLists { request.local = LocalLookup(digits, in: rules.ranges) }
        }
        return nil
    }

    /// What `normalize` said of a row that it refused, for the report.
    func earlierSentence(of refusal: RowRefusal?, in arena: ByteArena) -> TextSlice {
        guard let refusal, let sentence = origin.sentence(of: refusal),
            sentence.count <= RequestRules.requestBytesMax
        else { return .absent }
        return arena.store(sentence)
    }

    /// A number of a row or line; nil when it cannot be one.
    private static func place(_ cell: FieldCell) -> UInt64? {
        guard cell.kind == .integer, let value = digits(cell.text, countMax: 15), value > 0 else {
            return nil
        }
        return value
    }

    private static func e164Digits(_ text: UnsafeBufferPointer<UInt8>) -> UInt64? {
        guard text.first == UInt8(ascii: "+") else { return nil }
        return digits(UnsafeBufferPointer(rebasing: text.dropFirst()), countMax: 15)
    }

    private static func digits(_ text: UnsafeBufferPointer<UInt8>, countMax: Int) -> UInt64? {
        guard (1...countMax).contains(text.count) else { return nil }
        var value: UInt64 = 0
        for byte in text {
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + UInt64(byte - 0x30)
        }
        return value
    }
}
