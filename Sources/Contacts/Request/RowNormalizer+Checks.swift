import PhoneNumbers

/// The free checks in their order; the first that fails decides the row.
extension RowNormalizer {
    mutating func check(
        into request: inout RowRequest, _ arena: ByteArena, cellsHaveNoType: Bool
    ) -> RowRefusal? {
        let phone = cells[Int(Field.phoneNumber.rawValue)]
        let list = cells[Int(Field.listNumber.rawValue)]
        if Self.isBlank(phone) { return .missingPhone }
        let listIsBlank = Self.isBlank(list)
        if rules.checksLists, listIsBlank, case .refused(.missingList) = rules.defaultList {
            return .missingList
        }

        guard phone.kind == .text || phone.kind == .integer else { return .phoneOfWrongType }
        switch rules.phones.read(phone.text) {
        case .refused(let refusal): return .invalidPhone(refusal)
        case .number(let number, let droppedExtension):
            request.phone = number.digits
            request.flags = rules.defaultFlags
            if droppedExtension { request.flags.insert(.droppedExtension) }
        }
        if rules.checksLists {
            switch listIsBlank ? rules.defaultList : choice(of: list) {
            case .refused(let refusal): return refusal
            case .list(let index): request.list = index
            }
        }
        if let refusal = checkFields(into: &request, arena) { return refusal }
        if isUndecided { return .undecidedKey }
        request.flags.formUnion(rules.forcedFlags)
        storeCustomFields(in: &request, arena, cellsHaveNoType: cellsHaveNoType)
        // Without a workspace nobody asks.
        if rules.checksLists { request.local = LocalLookup(request.phone, in: rules.ranges) }
        return nil
    }

    func choice(of cell: FieldCell) -> RequestRules.ListChoice {
        guard cell.kind == .text || cell.kind == .integer else { return .refused(.listOfWrongType) }
        return rules.choice(rules.phones.read(cell.text))
    }

    static func isBlank(_ cell: FieldCell) -> Bool {
        switch cell.kind {
        case .absent: true
        case .text: cell.text.allSatisfy(ASCII.isBlank)
        default: false
        }
    }

    private mutating func checkFields(
        into request: inout RowRequest, _ arena: ByteArena
    ) -> RowRefusal? {
        for field in Field.afterNumbers {
            guard cells[Int(field.rawValue)].kind != .absent else { continue }
            let cell = cells[Int(field.rawValue)]
            let refusal =
                field.isBoolean
                ? checkBoolean(field, cell, into: &request)
                : checkText(field, cell, into: &request, arena)
            if let refusal { return refusal }
        }
        return nil
    }

    private mutating func checkBoolean(
        _ field: Field, _ cell: FieldCell, into request: inout RowRequest
    ) -> RowRefusal? {
        guard cell.kind == .isTrue || cell.kind == .isFalse else { return .notBoolean(field) }
        guard let flag = RequestFlags(field) else { return nil }
        if cell.kind == .isTrue { request.flags.insert(flag) } else { request.flags.remove(flag) }
        return nil
    }

    private mutating func checkText(
        _ field: Field, _ cell: FieldCell, into request: inout RowRequest, _ arena: ByteArena
    ) -> RowRefusal? {
        if field == .customFields {
            if cell.kind == .nested { return .nestedCustomField }
            return cell.kind == .object ? nil : .customFieldsNotAnObject
        }
        guard cell.kind == .text else { return .notText(field) }
        switch field {
        case .signupDate: return checkDate(cell, into: &request)
        case .lineType: return checkLineType(cell, into: &request)
        case .ipAddress: request.ipAddress = arena.store(cell.text)
        case .url: request.url = arena.store(cell.text)
        case .adNetworkSource: request.adNetworkSource = arena.store(cell.text)
        case .adNetworkID: request.adNetworkID = arena.store(cell.text)
        case .carrier: request.carrier = arena.store(cell.text)
        // The first are checked before, the others are no texts.
        case .phoneNumber, .listNumber, .customFields, .useJourneys, .skipJourneyIfExists,
            .replaceCustomFields, .useValidation, .force, .optedOut:
            break
        }
        return nil
    }

    private func checkDate(_ cell: FieldCell, into request: inout RowRequest) -> RowRefusal? {
        guard let seconds = SignupDate.seconds(cell.text, dayFirst: rules.dayFirst) else {
            let isOther = SignupDate.seconds(cell.text, dayFirst: !rules.dayFirst) != nil
            return isOther ? .dateInOtherOrder : .unreadableDate
        }
        let latest = rules.clock.addingClamped(RequestRules.signupAheadMaxSeconds)
        if seconds > latest { return .dateInFuture }
        request.signupDate = seconds
        return nil
    }

    private func checkLineType(_ cell: FieldCell, into request: inout RowRequest) -> RowRefusal? {
        let name = String(decoding: cell.text, as: UTF8.self)
        guard let type = LineType.allCases.first(where: { $0.name == name }) else {
            return .unknownLineType
        }
        request.lineType = type
        return nil
    }

    private mutating func storeCustomFields(
        in request: inout RowRequest, _ arena: ByteArena, cellsHaveNoType: Bool
    ) {
        let namesCustomFields =
            custom.count > 0 || cells[Int(Field.customFields.rawValue)].kind == .object
        guard namesCustomFields else { return }
        let start = arena.end
        arena.append(UInt8(ascii: "{"))
        arena.append(custom.all)
        arena.append(UInt8(ascii: "}"))
        request.customFields = TextSlice(start: start, end: arena.end)
        if customHasNull { request.flags.insert(.removesCustomFields) }
        if cellsHaveNoType { request.flags.insert(.untyped) }
    }
}

extension Field {
    /// The fields checked behind the numbers, in the order of the request's table.
    fileprivate static let afterNumbers: [Field] = allCases.filter {
        $0 != .phoneNumber && $0 != .listNumber
    }
}

extension RequestFlags {
    /// The flag that a boolean field sets.
    init?(_ field: Field) {
        switch field {
        case .useJourneys: self = .useJourneys
        case .skipJourneyIfExists: self = .skipJourneyIfExists
        case .replaceCustomFields: self = .replaceCustomFields
        case .useValidation: self = .useValidation
        case .force: self = .force
        case .optedOut: self = .optedOut
        default: return nil
        }
    }
}

/// Facts about ASCII bytes.
enum ASCII {
    @inline(__always)
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var start = 0
        var end = bytes.count
        while start < end, isBlank(bytes[start]) { start += 1 }
        while end > start, isBlank(bytes[end - 1]) { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[start..<end])
    }

    /// Whether `bytes` are `word`, which is lower case, in any case.
    static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        return zip(bytes, letters).allSatisfy { byte, letter in
            byte == letter || (byte >= 0x41 && byte <= 0x5A && byte | 0x20 == letter)
        }
    }
}
