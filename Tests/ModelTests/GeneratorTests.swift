import Testing

@Suite("The generator")
struct GeneratorTests {
    /// What the model says to the files of many seeds; no command runs.
    private static let responses: [Response] = (1...60).flatMap { seed in
        var writer = ConfigurationWriter(seed: seed)
        var model = Model()
        model.configuration = writer.configuration()
        var generator = FileGenerator(dice: Dice(seed: seed), numbers: writer.numbers)
        return model.configuration.accounts.flatMap { account in
            let file = generator.file(for: account, in: model.configuration, rows: 60)
            var run = Run(id: seed, account: account)
            run.options = file.options
            run.readings = file.readings
            return model.add(file.rows, in: &run)
        }
    }

    @Test(
        "every refusal that needs no provider comes up",
        arguments: [
            "malformed_row", "payload_too_large", "missing_phone_number", "missing_list_number",
            "invalid_phone", "invalid_list_number", "list_not_found", "invalid_field",
            "invalid_signup_date", "no_billing_config", "payment_failed", "not_sendable",
        ])
    func refusals(code: String) {
        #expect(Self.responses.contains { $0.refusal?.code == Text(code) })
    }

    @Test(
        "every effect comes up",
        arguments: [
            Response.Effect.created, .updated, .unchanged, .skippedOptedOut, .skippedBlocked,
            .refused,
        ])
    func effects(effect: Response.Effect) {
        #expect(Self.responses.contains { $0.effect == effect })
    }

    @Test(
        "every warning comes up",
        arguments: [
            "extension_dropped", "blocked", "opted_out", "journey_not_used",
        ])
    func warnings(kind: String) {
        #expect(Self.responses.contains { $0.warnings.contains { $0.kind == Text(kind) } })
    }

    @Test(
        "every disposition comes up, paid and cached",
        arguments: [
            "ok", "unreachable", "invalid", "risky", "unknown",
        ], [true, false])
    func dispositions(disposition: String, isCached: Bool) {
        #expect(
            Self.responses.compactMap(\.validation).contains {
                $0.disposition == Text(disposition) && $0.isCached == isCached
            })
    }

    @Test("several journeys take one row, and most rows are taken")
    func proportions() {
        #expect(Self.responses.contains { $0.journeysEnrolled > 1 })
        let refused = Self.responses.count { $0.refusal != nil }
        #expect(refused * 3 < Self.responses.count)
    }

    @Test("a seed makes the same file again")
    func repetition() {
        let texts = (0..<2).map { _ in
            var writer = ConfigurationWriter(seed: 7)
            let configuration = writer.configuration()
            var generator = FileGenerator(dice: Dice(seed: 7), numbers: writer.numbers)
            return generator.file(for: configuration.accounts[0], in: configuration, rows: 50).text
        }
        #expect(texts[0] == texts[1])
    }
}
