import Contacts
import Records

/// Where a job stands: what its last commit covers, and all that going on from there needs.
struct Checkpoint: Sendable, Equatable {
    var summary: ImportSummary
    /// How far each input was read, in their order; inputs that were not begun are left out.
    var inputs: [InputPosition] = []
    var report = WrittenLength.none
    /// The files of refused rows, by input.
    var rejects: [WrittenLength] = []
    /// What is shown of the job beside its summary.
    var details = JobDetails()

    /// The last member of a synced list that was looked at; nil as long as it is not decided that
    /// missing ones leave.
    var syncedUpTo: Int64?

    init(summary: ImportSummary) { self.summary = summary }

    /// Rows that were read of all inputs.
    var rowsRead: UInt64 { inputs.map(\.record.records).clampedSum() }
}

/// How far one input was read.
struct InputPosition: Sendable, Equatable {
    var record: RecordPosition
    /// Bytes taken from the input, packed as it is; for the summary.
    var bytes: UInt64
}

/// The part of an output file that commits cover.
struct WrittenLength: Sendable, Equatable {
    var bytes: UInt64
    /// ``StreamDigest`` of these bytes.
    var digest: UInt64

    static let none = WrittenLength(bytes: 0, digest: StreamDigest().value)
}

extension Checkpoint {
    /// What the job's row keeps: the summary with the positions behind it.
    var json: String {
        let positions = inputs.map { position in
            "{\"records\":\(position.record.records),"
                + "\"digest\":\"\(Self.hex(position.record.digest))\","
                + "\"bytes\":\(position.bytes)}"
        }
        return summary.json.dropLast()
            + ",\"positions\":[\(positions.joined(separator: ","))],"
            + "\"report_length\":\(report.bytes),\"report_digest\":\"\(Self.hex(report.digest))\","
            + "\"rejects_written\":[\(written.joined(separator: ","))]\(syncState),"
            + "\"details\":\(details.json)\(damageState)}"
    }

    private var syncState: String { syncedUpTo.map { ",\"synced_up_to\":\($0)" } ?? "" }

    private var written: [String] {
        rejects.map { "{\"length\":\($0.bytes),\"digest\":\"\(Self.hex($0.digest))\"}" }
    }

    /// What the search for damage has to know when the job goes on; a finished one does not.
    private var damageState: String {
        summary.state == .finished ? "" : ",\"damage_state\":\(summary.damage.state)"
    }

    /// Reads what ``json`` wrote; nil when it is something else.
    init?(parsing json: String) {
        guard let value = JSONValue.parsed(json.utf8), let summary = ImportSummary(value),
            case .array(let positions)? = value["positions"],
            let reportBytes = value.number("report_length"),
            let reportDigest = value.hex("report_digest")
        else { return nil }
        self.init(summary: summary)
        report = WrittenLength(bytes: UInt64(reportBytes), digest: reportDigest)
        syncedUpTo = value.number("synced_up_to").map { Int64($0) }
        if let state = value["damage_state"] {
            guard let damage = DamageTally(state: state) else { return nil }
            self.summary.damage = damage
        }
        if let details = value["details"] {
            guard let details = JobDetails(details) else { return nil }
            self.details = details
        }
        if case .array(let files)? = value["rejects_written"] {
            rejects = files.compactMap { file in
                guard let bytes = file.number("length"), let digest = file.hex("digest") else {
                    return nil
                }
                return WrittenLength(bytes: UInt64(bytes), digest: digest)
            }
            guard rejects.count == files.count else { return nil }
        }
        for position in positions {
            guard let records = position.number("records"), let bytes = position.number("bytes"),
                let digest = position.hex("digest")
            else { return nil }
            inputs.append(
                InputPosition(
                    record: RecordPosition(records: UInt64(records), digest: digest),
                    bytes: UInt64(bytes)))
        }
    }

    private static func hex(_ value: UInt64) -> String { String(value, radix: 16) }
}

extension JSONValue {
    /// More than any count of a job can be: of a file that somebody changed, sums must not
    /// overflow.
    static let countMax = 1 << 53

    /// The value as a count; nil when it is no whole number from 0 to ``countMax``.
    var count: Int? {
        guard case .number(let text) = self, let value = Int(text),
            (0...Self.countMax).contains(value)
        else { return nil }
        return value
    }

    /// A count; nil when there is none.
    func number(_ key: String) -> Int? { self[key]?.count }

    /// A number from 0 to ``countMax``.
    func decimal(_ key: String) -> Double? {
        guard case .number(let text)? = self[key], let value = Double(text),
            (0...Double(Self.countMax)).contains(value)
        else { return nil }
        return value
    }

    func text(_ key: String) -> String? {
        guard case .string(let text)? = self[key] else { return nil }
        return text
    }

    func hex(_ key: String) -> UInt64? { text(key).flatMap { UInt64($0, radix: 16) } }

    /// Counts by name; empty when there are none.
    func counts(_ key: String) -> [String: Int] {
        guard case .object(let members)? = self[key] else { return [:] }
        var counts: [String: Int] = [:]
        for (name, value) in members {
            if let count = value.count { counts[name] = count }
        }
        return counts
    }
}
