import Contacts
import PhoneNumbers
import Records

/// The report as CSV: the response's keys as columns, a validation's behind `validation_`.
extension ReportLine {
    private static let columns = [
        "row", "file", "status", "success", "contact_id", "list_contact_id", "is_new_contact",
        "is_new_list_contact", "journeys_enrolled", "warnings", "code", "error", "phone_number",
        "validation_valid", "validation_line_type", "validation_carrier",
        "validation_disposition", "validation_on_dnc", "validation_cost", "validation_cached",
    ]

    func appendCSVHeader(to output: ByteArena) {
        output.append(SpreadsheetCell.record(Self.columns))
    }

    func appendCSV(
        _ request: RowRequest, _ result: RowResult, of batch: PreparedBatch,
        in decided: GroupEffects, to output: ByteArena
    ) {
        var cells = [String(request.row), inputName(batch.input)]
        if let refusal = result.refusal {
            cells += ["\(refusal.code.status)", "", "", "", "", "", "", "", refusal.code.name]
            cells.append(refusal.sentence(of: request, in: batch))
            cells.append(String(decoding: batch.arena[request.phoneText], as: UTF8.self))
        } else {
            cells += successCells(result, request, decided)
        }
        cells += payloadCells(result, decided)
        output.append(SpreadsheetCell.record(cells))
    }

    private func inputName(_ input: Int) -> String {
        guard inputNames.indices.contains(input),
            case .string(let name)? = JSONValue.parsed(inputNames[input])
        else { return "" }
        return name
    }

    private func successCells(
        _ result: RowResult, _ request: RowRequest, _ decided: GroupEffects
    ) -> [String] {
        let hasIDs = result.outcome != .skippedBlocked
        let tag = lists[Int(request.list)].tag
        var warnings: [String] = []
        result.forEachWarning(of: request, in: decided) { kind, journey in
            warnings.append(kind.sentence(journey: journey.map { journeys[$0].name } ?? ""))
        }
        return [
            "200", "true", hasIDs ? ids.contactID(of: request.phone) : "",
            hasIDs ? ids.listContactID(of: request.phone, listTag: tag) : "",
            "\(result.isNewContact)", "\(result.isNewListContact)", "\(result.journeysEnrolled)",
            warnings.joined(separator: " "), "", "", PhoneNumber(digits: request.phone).e164,
        ]
    }

    private func payloadCells(_ result: RowResult, _ decided: GroupEffects) -> [String] {
        guard result.payload >= 0 else { return [String](repeating: "", count: 7) }
        let payload = decided.payloads[Int(result.payload)]
        return [
            "\(payload.answer.isValid)", payload.answer.lineType.name,
            decided.answers[payload.answer].carrier ?? "", payload.disposition.name,
            "\(payload.isOnDNC)", Money.dollars(mills: payload.mills), "\(payload.isCached)",
        ]
    }
}
