import Contacts
import ImportPipeline

/// A reason for which rows were refused, as people read it.
struct RefusalReason {
    let code: String
    let count: Int
    /// Where the first of the rows is, such as `first on line 14`; nil for jobs that did not keep
    /// it.
    let place: String?
    let remedy: String

    var rows: String { count == 1 ? "1 row" : "\(Figures.grouped(count)) rows" }

    /// The reasons of a job, the one with the most rows first.
    static func all(of outcome: ImportOutcome) -> [RefusalReason] {
        let inputs = outcome.summary.inputs
        return outcome.summary.errors.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { code, count in
                RefusalReason(
                    code: code, count: count,
                    place: outcome.details.firstPlaces[code].map {
                        place($0, count: count, inputs.map(\.name))
                    },
                    remedy: ErrorCode(name: code)?.remedy ?? "")
            }
    }

    private static func place(_ place: RowPlace, count: Int, _ names: [String]) -> String {
        let isNamed = names.count > 1 && names.indices.contains(place.input)
        let file = isNamed ? " of \(names[place.input])" : ""
        return "\(count == 1 ? "on" : "first on") line \(place.line)\(file)"
    }
}
