import Contacts

/// Counting what became of rows.
extension ImportSummary {
    /// Adds the results of a decided group.
    mutating func count(_ group: CommitGroup, _ context: RunContext) {
        var refusals = [Int](repeating: 0, count: ErrorCode.allCases.count)
        var warned = [Int](repeating: 0, count: WarningKind.allCases.count)
        let decided = group.decided
        var results = decided.results.makeIterator()
        for batch in group.batches {
            for request in batch.rows {
                guard let result = results.next() else { break }
                count(result, of: request, in: decided, &refusals, &warned)
                if result.savesLookup, request.wantsLookup(context.rules.defaultFlags) {
                    validation.notAsked += 1
                }
            }
        }
        for code in ErrorCode.allCases where refusals[Int(code.rawValue)] > 0 {
            errors[code.name, default: 0] += refusals[Int(code.rawValue)]
        }
        for kind in WarningKind.allCases where warned[Int(kind.rawValue)] > 0 {
            warnings[kind.name, default: 0] += warned[Int(kind.rawValue)]
        }
        validation = validation.adding(decided.validation)
        validation.mills += decided.paid.count * ValidationPayload.price
        validation.errors += refusals[Int(ErrorCode.providerError.rawValue)]
        contactsCreated += decided.newContacts.count
        count(decided.enrolments, context.journeys)
    }

    private mutating func count(_ enrolments: [Enrolment], _ book: JourneyBook) {
        var counts = [Int](repeating: 0, count: book.journeys.count)
        for enrolment in enrolments {
            if let index = book.journeys.firstIndex(where: { $0.id == enrolment.journey }) {
                counts[index] += 1
            }
        }
        for (journey, count) in zip(book.journeys, counts) where count > 0 {
            enrolled[journey.name, default: 0] += count
        }
    }

    private mutating func count(
        _ result: RowResult, of request: RowRequest, in decided: GroupEffects,
        _ refusals: inout [Int], _ warned: inout [Int]
    ) {
        rows += 1
        if let refusal = result.refusal {
            errorCount += 1
            refusals[Int(refusal.code.rawValue)] += 1
            return
        }
        successCount += 1
        if result.isDuplicate { duplicates += 1 }
        journeysEnrolled += Int(result.journeysEnrolled)
        switch result.outcome {
        case .refused: break
        case .listContactCreated: listContactsCreated += 1
        case .updated: updated += 1
        case .unchanged: unchanged += 1
        case .skippedOptedOut: skippedOptedOut += 1
        case .skippedBlocked: skippedBlocked += 1
        }
        result.forEachWarning(of: request, in: decided) { kind, _ in
            warned[Int(kind.rawValue)] += 1
        }
    }
}

extension RowResult {
    /// It was refused or passed over before its number would have been looked up.
    fileprivate var savesLookup: Bool {
        payload < 0 && ![.providerError, .notSendable].contains(refusal?.code)
    }
}

extension RowRequest {
    /// - Parameter defaults: of a row that was refused before it said what it wants.
    fileprivate func wantsLookup(_ defaults: RequestFlags) -> Bool {
        (refusal == nil ? flags : flags.union(defaults)).contains(.useValidation)
    }
}

extension ValidationCounts {
    mutating func count(_ payload: ValidationPayload, isRepeated: Bool = false) {
        total += 1
        if payload.isCached { cached += 1 }
        if isRepeated { repeated += 1 }
        switch payload.disposition {
        case .ok: ok += 1
        case .unreachable: unreachable += 1
        case .invalid: invalid += 1
        case .risky: risky += 1
        case .unknown: unknown += 1
        }
    }
}
