extension Summary {
    typealias Field = Expectation.Field

    /// The summary as `--summary json` prints it; `errors` and `warnings` have no order of their
    /// own.
    ///
    /// - Parameter enrolled: by journey; there only when somebody was enrolled.
    func expectation(
        state: Text, report: Text, bytes: Int, errors: Expectation, warnings: Expectation,
        enrolled: Expectation?
    ) -> Expectation {
        .object(
            fields(state: state, report: report, bytes: bytes, errors: errors, warnings: warnings)
                + (enrolled.map { [Field("enrolled", $0)] } ?? [])
                + [
                    // How a file is damaged, the model does not say.
                    Field("damage", .anything, mayBeMissing: true),
                    Field("exit_status", .count(Int(exitStatus))), Field("next", .exactly(.null)),
                    Field("error", .exactly(.null)),
                ])
    }

    private func fields(
        state: Text, report: Text, bytes: Int, errors: Expectation, warnings: Expectation
    ) -> [Field] {
        [
            Field("job", .anything), Field("state", .text(state)),
            Field("rows", .count(responses.count)),
            Field("success_count", .count(accepted.count)),
            Field("error_count", .count(responses.count - accepted.count)),
            Field("errors", errors),
            Field("contacts_created", .count(responses.count(where: \.isNewContact))),
            Field("list_contacts_created", .count(count(.created))),
            Field("updated", .count(count(.updated))),
            Field("unchanged", .count(count(.unchanged))),
            Field("duplicates", .count(responses.count(where: \.isDuplicate))),
            Field("skipped_opted_out", .count(count(.skippedOptedOut))),
            Field("skipped_blocked", .count(count(.skippedBlocked))),
            Field("journeys_enrolled", .count(responses.map(\.journeysEnrolled).reduce(0, +))),
            Field("warnings", warnings),
            Field("validation", validationFields(isDryRun: state == "dry_run")),
            Field("bytes", .count(bytes)), Field("seconds", .anything),
            Field("rows_per_second", .anything), Field("report", .text(report)),
            Field("rejects", .exactly(.null)), Field("resumed", .count(0)),
            // What a file is, the model does not say.
            Field("inputs", .anything),
        ]
    }

    private func validationFields(isDryRun: Bool) -> Expectation {
        // What was saved by what, the model does not say.
        let saved = isDryRun ? [Field("repeated", .anything), Field("not_asked", .anything)] : []
        let dispositions: [Text] = ["ok", "unreachable", "invalid", "risky", "unknown"]
        return .object(
            [Field("total", .count(validations.count))]
                + dispositions.map { Field($0, .count(count(of: $0))) } + [
                    Field("errors", .count(0)),
                    Field("cached", .count(validations.count(where: \.isCached))),
                ] + saved + [Field("total_cost", .dollars(mills: paidMills))])
    }
}
