import PhoneNumbers
import Records

/// Writes rows as requests for another import, one JSON object a line.
extension RowNormalizer {
    /// Appends the records of `batch` as NDJSON requests, `phone_number` in E.164, with `_row`,
    /// `_key` (E.164, or the text of a refused number), for a refused row `_error` (its code), and
    /// `_source`: what an import needs to report the row as if it had read it in its own file.
    ///
    /// - Returns: how many rows are refused.
    package mutating func writeRequests(
        of batch: RecordBatch, columns: ColumnEncoder?, into prepared: PreparedBatch
    ) -> Int {
        prepared.removeAll()
        var refused = 0
        for record in batch.records {
            var request = RowRequest()
            request.row = record.number + rules.rowsBefore
            request.line = record.line + rules.linesBefore
            request.byte = record.byteOffset + 1 + rules.bytesBefore
            let refusal = read(record, of: batch, columns: columns, into: &request, texts)
            texts.removeAll()
            if refusal != nil { refused += 1 }
            RequestLine(arena: prepared.arena, cells: cells, custom: custom, origin: origin)
                .append(request, refusal, typed: columns == nil && !origin.isUntyped)
        }
        return refused
    }
}

/// One row on its way into the arena as a line of NDJSON. Every key is one copy of bytes that are
/// the same for all rows; every value is copied as a whole where nothing in it needs an escape.
private struct RequestLine {
    let arena: ByteArena
    /// The row's fields as found, by `Field.rawValue`.
    let cells: [FieldCell]
    /// The row's custom fields as a compact JSON object without its braces.
    let custom: ByteArena
    /// What an earlier `normalize` wrote about the row.
    let origin: RowOrigin

    func append(_ request: RowRequest, _ refusal: RowRefusal?, typed: Bool) {
        let start = arena.count
        arena.append("{")
        for field in Field.allFields {
            let cell = cells[Int(field.rawValue)]
            if cell.kind != .absent, field != .customFields || typed {
                appendKey(field, startsLine: arena.count == start + 1)
                appendValue(of: field, cell, phone: request.phone, typed: typed)
            }
        }
        let hasObject = typed && cells[Int(Field.customFields.rawValue)].kind != .absent
        if custom.count > 0, !hasObject {
            appendKey(.customFields, startsLine: arena.count == start + 1)
            appendCustom()
        }
        arena.append(arena.count == start + 1 ? "\"_row\":" : ",\"_row\":")
        arena.append(decimal: Int(request.row))
        arena.append(",\"_key\":")
        appendPhone(request.phone)
        if let refusal {
            arena.append(",\"_error\":\"")
            arena.append(Array(refusal.code.name.utf8))
            arena.append("\"")
        }
        appendSource(request, refusal, typed: typed)
        arena.append("}\n")
    }

    private func appendSource(_ request: RowRequest, _ refusal: RowRefusal?, typed: Bool) {
        arena.append(",\"_source\":{\"line\":")
        arena.append(decimal: Int(request.line))
        if request.byte > 0 {
            arena.append(",\"byte\":")
            arena.append(decimal: Int(request.byte))
        }
        appendNumberAsItCame(request)
        if request.flags.contains(.droppedExtension) { arena.append(",\"extension\":true") }
        if !typed, custom.count > 0 { arena.append(",\"cells\":true") }
        if let refusal {
            arena.append(",\"error\":")
            if let sentence = origin.sentence(of: refusal) {
                arena.append(jsonString: sentence)
            } else {
                var text = refusal.sentence(of: request)
                text.withUTF8 { arena.append(jsonString: $0) }
            }
        }
        arena.append("}")
    }

    /// Only where `phone_number` does not show it.
    private func appendNumberAsItCame(_ request: RowRequest) {
        let cell = origin.phone ?? cells[Int(Field.phoneNumber.rawValue)]
        guard request.phone > 0, cell.kind == .text || cell.kind == .integer,
            cell.whole.count <= RequestRules.requestBytesMax,
            !cell.whole.elementsEqual(PhoneNumber(digits: request.phone).e164.utf8)
        else { return }
        arena.append(",\"phone_number\":")
        arena.append(jsonString: cell.whole)
    }

    private func appendKey(_ field: Field, startsLine: Bool) {
        let key = field.requestKey
        let comma = startsLine ? 1 : 0
        arena.append(
            UnsafeBufferPointer(
                start: key.utf8Start + comma, count: key.utf8CodeUnitCount - comma))
    }

    private func appendValue(of field: Field, _ cell: FieldCell, phone: UInt64, typed: Bool) {
        switch cell.kind {
        case .isTrue: arena.append("true")
        case .isFalse: arena.append("false")
        case .text where field == .phoneNumber, .integer where field == .phoneNumber:
            appendPhone(phone)
        case .object where field == .customFields: appendCustom()
        case .text: arena.append(jsonString: cell.text)
        case .other where !typed: arena.append(jsonString: cell.text)
        default: arena.append(cell.text)
        }
    }

    private func appendCustom() {
        arena.append("{")
        arena.append(custom.all)
        arena.append("}")
    }

    /// The number in E.164, or as it came when it is refused.
    private func appendPhone(_ phone: UInt64) {
        guard phone > 0 else {
            let cell = cells[Int(Field.phoneNumber.rawValue)]
            let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
            // An absent cell still holds what an earlier row left there.
            arena.append(jsonString: cell.kind == .absent ? none : cell.whole)
            return
        }
        arena.append("\"")
        arena.write(bytesMax: PhoneNumber.bytesMax) { PhoneNumber(digits: phone).write(into: $0) }
        arena.append("\"")
    }
}

extension Field {
    /// All fields in their order, made once.
    fileprivate static let allFields = Field.allCases

    /// The field's name as a key behind another member: comma, quotes and colon around it.
    fileprivate var requestKey: StaticString {
        switch self {
        case .phoneNumber: ",\"phone_number\":"
        case .listNumber: ",\"list_number\":"
        case .useJourneys: ",\"use_journeys\":"
        case .skipJourneyIfExists: ",\"skip_journey_if_exists\":"
        case .signupDate: ",\"signup_date\":"
        case .ipAddress: ",\"ip_address\":"
        case .url: ",\"url\":"
        case .customFields: ",\"custom_fields\":"
        case .replaceCustomFields: ",\"replace_custom_fields\":"
        case .adNetworkSource: ",\"ad_network_source\":"
        case .adNetworkID: ",\"ad_network_id\":"
        case .useValidation: ",\"use_validation\":"
        case .force: ",\"force\":"
        case .optedOut: ",\"opted_out\":"
        case .carrier: ",\"carrier\":"
        case .lineType: ",\"line_type\":"
        }
    }
}
