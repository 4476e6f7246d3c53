import Contacts
import PhoneNumbers
import Records

/// Writes a row's response in the schema of the single-add endpoint, as one JSON line.
struct ReportLine {
    let ids: PublicIDMaker
    let lists: [RunList]
    let journeys: [JourneyBook.Journey]
    /// The inputs' names as JSON strings; empty when there is only one input.
    let inputNames: [[UInt8]]
    private let warnings: WarningTexts
    private var payloads = PayloadTexts()
    private var scratch: [UInt8] = []

    init(
        ids: PublicIDMaker, lists: [RunList], journeys: [JourneyBook.Journey], inputNames: [String]
    ) {
        self.ids = ids
        self.lists = lists
        self.journeys = journeys
        self.inputNames = inputNames.count < 2 ? [] : inputNames.map { jsonString($0) }
        warnings = WarningTexts(journeys: journeys)
    }

    /// Begins with the rows of another group.
    mutating func begin() { payloads.removeAll() }

    /// Appends the line of a decided row.
    mutating func append(
        _ request: RowRequest, _ result: RowResult, of batch: PreparedBatch,
        in decided: GroupEffects, to output: ByteArena
    ) {
        output.append("{\"row\":")
        output.append(decimal: Int(request.row))
        if !inputNames.isEmpty {
            output.append(",\"file\":")
            output.append(inputNames[batch.input])
        }
        if let refusal = result.refusal {
            appendError(refusal, request, batch, to: output)
        } else {
            appendSuccess(result, request, decided, to: output)
        }
        output.append("}\n")
    }

    private mutating func appendError(
        _ refusal: RowRefusal, _ request: RowRequest, _ batch: PreparedBatch, to output: ByteArena
    ) {
        output.append(",\"status\":")
        output.append(decimal: refusal.code.status)
        output.append(",\"code\":\"")
        output.append(Array(refusal.code.name.utf8))
        output.append("\",\"error\":")
        appendString(refusal.sentence(of: request, in: batch), to: output)
        if !request.phoneText.isAbsent {
            output.append(",\"phone_number\":")
            scratch.removeAll(keepingCapacity: true)
            appendJSONString(of: batch.arena[request.phoneText], to: &scratch)
            output.append(scratch)
        }
    }

    private mutating func appendSuccess(
        _ result: RowResult, _ request: RowRequest, _ decided: GroupEffects, to output: ByteArena
    ) {
        output.append(",\"status\":200,\"success\":true")
        if result.outcome != .skippedBlocked {
            output.append(",\"contact_id\":\"")
            output.write(bytesMax: PublicIDMaker.length) {
                ids.writeContactID(of: request.phone, to: $0)
                return PublicIDMaker.length
            }
            output.append("\",\"list_contact_id\":\"")
            let tag = lists[Int(request.list)].tag
            output.write(bytesMax: PublicIDMaker.length) {
                ids.writeListContactID(of: request.phone, listTag: tag, to: $0)
                return PublicIDMaker.length
            }
            output.append("\"")
        }
        output.append(
            result.isNewContact ? ",\"is_new_contact\":true" : ",\"is_new_contact\":false")
        output.append(
            result.isNewListContact
                ? ",\"is_new_list_contact\":true" : ",\"is_new_list_contact\":false")
        output.append(",\"journeys_enrolled\":")
        output.append(decimal: Int(result.journeysEnrolled))
        appendWarnings(result, request, decided, to: output)
        if result.payload >= 0 {
            output.append(",\"validation\":")
            payloads.append(decided.payloads[Int(result.payload)], decided.answers, to: output)
        }
    }

    private mutating func appendWarnings(
        _ result: RowResult, _ request: RowRequest, _ decided: GroupEffects, to output: ByteArena
    ) {
        var separator: StaticString = ",\"warnings\":["
        result.forEachWarning(of: request, in: decided) { kind, journey in
            output.append(separator)
            separator = ","
            output.append(warnings[kind, journey])
        }
        if separator.utf8CodeUnitCount == 1 { output.append("]") }
    }

    private mutating func appendString(_ text: String, to output: ByteArena) {
        scratch.removeAll(keepingCapacity: true)
        appendJSONString(of: text, to: &scratch)
        output.append(scratch)
    }
}

/// The sentences of warnings as JSON strings, made once: an import that uses no journeys may warn
/// in every row.
private struct WarningTexts {
    private let byKind: [[UInt8]]
    private let byJourney: [[UInt8]]

    init(journeys: [JourneyBook.Journey]) {
        byKind = WarningKind.allCases.map { jsonString($0.sentence()) }
        byJourney = journeys.map { journey in
            jsonString(WarningKind.journeyNotUsed.sentence(journey: journey.name))
        }
    }

    /// - Parameter journey: the index of the journey that the warning names.
    subscript(kind: WarningKind, journey: Int?) -> [UInt8] {
        journey.map { byJourney[$0] } ?? byKind[Int(kind.rawValue)]
    }
}

private func jsonString(_ text: String) -> [UInt8] {
    var json: [UInt8] = []
    appendJSONString(of: text, to: &json)
    return json
}

extension RowResult {
    /// Calls `body` with each warning in its order and, where it names one, the journey's index.
    func forEachWarning(
        of request: RowRequest, in decided: GroupEffects, _ body: (WarningKind, Int?) -> Void
    ) {
        if outcome == .refused { return }
        if request.flags.contains(.droppedExtension) { body(.extensionDropped, nil) }
        if outcome == .skippedBlocked { body(.blocked, nil) }
        if outcome == .skippedOptedOut { body(.optedOut, nil) }
        if isLeftAsItIs { body(.leftAsItIs, nil) }
        for mention in unusedJourneys {
            body(.journeyNotUsed, Int(decided.journeyMentions[Int(mention)]))
        }
    }
}
