import Contacts

/// The limits that end a run before a certain row is stored.
///
/// They look at rows one by one in file order, so that where a run ends follows from its rows and
/// options alone.
struct RowLimits {
    let rejects: RejectLimit?
    /// Enrolments that the job may make; nil is no limit.
    let enrolmentsMax: Int?

    init(_ options: ImportOptions) {
        rejects = options.maxRejects
        // A dry run says what an import would do, however much that is.
        enrolmentsMax = options.isDryRun ? nil : options.enrolmentsMax
    }

    var isNone: Bool { rejects == nil && enrolmentsMax == nil }

    /// The first row of a group that must not be stored, and why.
    struct Stop {
        /// The row's place in the group.
        let place: Int
        let error: ImportError
    }

    /// Where a decided group passes a limit; nil when all its rows may be stored.
    ///
    /// - Parameters:
    ///   - summary: of the rows before the group.
    ///   - isAnswered: no row waits for an answer; else those that do count as accepted, as the
    ///     place cannot be behind the one that is found when all is known.
    func stop(
        in group: CommitGroup, after summary: ImportSummary, isAnswered: Bool = true
    ) -> Stop? {
        if isNone { return nil }
        var refused = summary.errorCount
        var enrolled = summary.journeysEnrolled
        for (place, result) in group.decided.results.enumerated() {
            if counts(result.refusal, isAnswered) { refused += 1 }
            enrolled += Int(result.journeysEnrolled)
            if let enrolmentsMax, enrolled > enrolmentsMax {
                return Stop(
                    place: place, error: Self.overEnrolled(enrolmentsMax, summary.rows + place))
            }
            if let rejects, rejects.isPassed(by: refused, of: summary.rows + place + 1) {
                return stop(rejects, at: place, in: group, after: summary, isAnswered)
            }
        }
        return nil
    }

    private func stop(
        _ limit: RejectLimit, at place: Int, in group: CommitGroup, after summary: ImportSummary,
        _ isAnswered: Bool
    ) -> Stop {
        var refused = summary.errors
        for result in group.decided.results.prefix(place + 1) {
            if let refusal = result.refusal, counts(refusal, isAnswered) {
                refused[refusal.code.name, default: 0] += 1
            }
        }
        let rows = summary.rows + place + 1
        // The first rows that a share is told from are judged together: none of them is stored.
        var kept = place
        if case .percent = limit, rows <= RejectLimit.judgedRowsMin { kept = 0 }
        return Stop(
            place: kept,
            error: limit.stop(refused, of: rows, storedRows: summary.rows + kept))
    }

    private func counts(_ refusal: RowRefusal?, _ isAnswered: Bool) -> Bool {
        guard let refusal else { return false }
        return isAnswered || refusal.code != .providerError
    }

    private static func overEnrolled(_ most: Int, _ storedRows: Int) -> ImportError {
        ImportError(
            .enrolments, code: "max_enroll_reached",
            "stopped behind row \(storedRows): the next row would pass --max-enroll \(most); "
                + "a --dry-run says how many each journey would enrol, a higher --max-enroll goes on"
        )
    }
}
