import Contacts
import Foundation
import PhoneNumbers
import Records

/// Reads one input to its end, as an import would, without a workspace: what it is, what its
/// columns mean, how many rows would be refused, and what is damaged.
package struct InspectRun {
    private let input: ImportInput
    private let header: [String]
    private let options: ImportOptions
    private let clock: Int64

    /// Opens the first of the options' inputs; only one that cannot be read at all is refused.
    ///
    /// - Parameter clock: the instant that sign-up dates are compared with, seconds since 1970.
    package init(options: ImportOptions, clock: Int64) throws(ImportError) {
        try AddressRoom.check(for: options)
        self.options = options
        self.clock = clock
        let reader = try ImportInput.open(options.inputs[0], options)
        let header = reader.header
        input = ImportInput(reader, options, region: options.region ?? .us)
        self.header = input.profile.hasHeader ? header : []
    }

    /// Reads all rows.
    package func run(stop: StopFlag) -> Inspection {
        var inspection = Inspection(
            profile: input.profile, header: header, mapping: input.mapping,
            problem: input.problem)
        let stages = RunStages(options)
        defer { stages.cancel() }
        let failure = FirstFailure()
        let rules = options.rules(clock: clock, region: options.region ?? .us)
        stages.start([input], rules: rules, failure: failure, stop: stop)
        stages.forEachPrepared { inspection.take($0) }
        inspection.problem = inspection.problem ?? failure.first
        return inspection
    }
}

/// What an input is and what an import would make of it.
package struct Inspection: Sendable {
    package let profile: InputProfile
    /// The header's cells; empty without one.
    package let header: [String]
    /// nil for NDJSON.
    package let mapping: ColumnMapping?
    /// Why an import would refuse the input, or could not read it to its end.
    package fileprivate(set) var problem: ImportError?
    package private(set) var rows = 0
    /// Rows that would be refused for what they say themselves, by code.
    package private(set) var errors: [String: Int] = [:]
    package private(set) var damage = DamageTally()

    fileprivate init(
        profile: InputProfile, header: [String], mapping: ColumnMapping?, problem: ImportError?
    ) {
        self.profile = profile
        self.header = header
        self.mapping = mapping
        self.problem = problem
    }

    /// Rows that an import would refuse.
    package var errorCount: Int { errors.values.reduce(0, +) }

    /// The damage, in words.
    package var findings: [DamageText.Finding] {
        DamageText.findings(damage, names: [profile.name])
    }

    /// Without a usable header every row would be refused, which says nothing about the rows.
    fileprivate mutating func take(_ batch: PreparedBatch) {
        rows += batch.rows.count
        damage.take(batch)
        if problem != nil { return }
        for row in batch.rows {
            if let refusal = row.refusal { errors[refusal.code.name, default: 0] += 1 }
        }
    }
}
