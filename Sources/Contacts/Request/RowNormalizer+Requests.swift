import PhoneNumbers
import Records

/// Writes rows as requests for another import, one JSON object a line.
extension RowNormalizer {
    /// Appends the records of `batch` as NDJSON requests, `phone_number` in E.164, with `_row`, `_key`
    /// (E.164, or the text of a refused number) and, for a refused row, `_error` (its code).
    ///
    /// - Returns: how many rows are refused.
    package mutating func writeRequests(
        of batch: RecordBatch, columns: ColumnEncoder?, into prepared: PreparedBatch
    ) -> Int {
        prepared.removeAll()
        var refused = 0
        for record in batch.records {
            var request = RowRequest()
            let refusal = read(record, of: batch, columns: columns, into: &request, texts)
            texts.removeAll()
            if refusal != nil { refused += 1 }
            writeRequest(request, number: record.number, refusal, typed: columns == nil)
            prepared.arena.append(line)
        }
        return refused
    }

    private mutating func writeRequest(
        _ request: RowRequest, number: UInt64, _ refusal: RowRefusal?, typed: Bool
    ) {
        line.removeAll(keepingCapacity: true)
        line.append(UInt8(ascii: "{"))
        for field in Field.allCases where field != .customFields || typed {
            appendField(field, phone: request.phone, typed: typed)
        }
        if !custom.isEmpty, !typed || cells[Int(Field.customFields.rawValue)].kind == .absent {
            appendKey("custom_fields")
            line += Array("{".utf8) + custom + Array("}".utf8)
        }
        appendKey("_row")
        line += Array(String(number).utf8)
        appendKey("_key")
        appendPhone(request.phone)
        if let refusal {
            appendKey("_error")
            appendJSONString(of: refusal.code.name, to: &line)
        }
        line += Array("}\n".utf8)
    }

    private mutating func appendField(_ field: Field, phone: UInt64, typed: Bool) {
        let cell = cells[Int(field.rawValue)]
        if cell.kind == .absent { return }
        appendKey(field.name)
        switch cell.kind {
        case .isTrue: line += Array("true".utf8)
        case .isFalse: line += Array("false".utf8)
        case .text where field == .phoneNumber, .integer where field == .phoneNumber:
            appendPhone(phone)
        case .object where field == .customFields:
            line += Array("{".utf8) + custom + Array("}".utf8)
        case .text: appendJSONString(of: cell.text, to: &line)
        case .other where !typed: appendJSONString(of: cell.text, to: &line)
        default: line += cell.text
        }
    }

    /// The number in E.164, or as it came when it is refused.
    private mutating func appendPhone(_ phone: UInt64) {
        if phone > 0 {
            appendJSONString(of: PhoneNumber(digits: phone).e164, to: &line)
        } else {
            appendJSONString(of: cells[Int(Field.phoneNumber.rawValue)].whole, to: &line)
        }
    }

    private mutating func appendKey(_ name: String) {
        if line.count > 1 { line.append(UInt8(ascii: ",")) }
        appendJSONString(of: name, to: &line)
        line.append(UInt8(ascii: ":"))
    }
}
