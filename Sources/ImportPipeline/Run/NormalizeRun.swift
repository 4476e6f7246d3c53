import Contacts
import Foundation
import PhoneNumbers
import Records

/// Reads inputs and gives their rows as NDJSON requests, without a workspace; for engines that
/// split a file by number, and for people who want to see how their numbers are read.
package final class NormalizeRun {
    private let inputs: [ImportInput]
    private let options: ImportOptions
    private let clock: Int64
    private let start: PartStart

    /// Opens the inputs and reads their headers.
    ///
    /// - Parameters:
    ///   - clock: the instant that sign-up dates are compared with, seconds since 1970.
    ///   - start: where each input begins in its file.
    package init(
        options: ImportOptions, clock: Int64, start: PartStart = .whole
    ) throws(ImportError) {
        try AddressRoom.check(for: options)
        var options = options
        options.isPart = start.line > 1
        inputs = try ImportInput.all(options, region: options.region ?? .us)
        self.options = options
        self.clock = clock
        self.start = start
    }

    /// What a user should know about the inputs before the first row.
    package var warnings: [String] { inputs.flatMap(\.warnings) }

    /// What the inputs turned out to be, in their order.
    package var profiles: [InputProfile] { inputs.map(\.profile) }

    /// Gives all rows in order, some thousand lines at a time, and returns how many are refused.
    ///
    /// - Parameter write: takes whole lines; what it throws ends the run.
    package func run(
        stop: StopFlag, write: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws -> Int {
        let stages = RunStages(options)
        defer { stages.cancel() }
        let refused = RefusedRows()
        let failure = FirstFailure()
        var rules = options.rules(clock: clock, region: options.region ?? .us)
        rules.rowsBefore = UInt64(start.row - 1)
        rules.linesBefore = UInt64(start.line - 1)
        rules.bytesBefore = UInt64(start.byte - 1)
        stages.start(
            inputs, product: .requests(refused), rules: rules, failure: failure, stop: stop)
        try stages.forEachPrepared { try write($0.arena.all) }
        if let failure = failure.first { throw failure }
        return refused.count
    }
}

/// Where a part of a file begins: the numbers of its first row, line and byte, from 1.
package struct PartStart: Sendable {
    let row: Int
    let line: Int
    let byte: Int

    /// A file from its beginning.
    package static let whole = PartStart(row: 1, line: 1, byte: 1)
    /// Numbers stay whole in every program that reads JSON, also behind the rows of a part.
    package static let numberMax = 1 << 49

    package init(row: Int, line: Int, byte: Int) {
        precondition([row, line, byte].allSatisfy((1...Self.numberMax).contains))
        self.row = row
        self.line = line
        self.byte = byte
    }
}
