/// What became of one row, told once it is committed; of a dry run, once it is decided.
public struct ReportedRow: Sendable, Equatable {
    /// The row's place in its input, from 1; where there are several, `file` in ``json`` names it.
    public let number: Int
    /// The status that the single-add endpoint would have answered with: 200, or 400 and above.
    public let status: Int
    /// Why the row was refused, such as `invalid_phone`; nil when it was accepted.
    public let code: String?
    /// The row's line of the report in NDJSON, without its line end: the response of the single-add
    /// endpoint, with the number as it came in a refused row. This is personal data.
    public let json: String
}
