/// Why one record cannot be used. The reader goes on with the next one.
package enum RecordFault: UInt8, Sendable, CaseIterable {
    /// A quoted field runs to the end of the input, past the limit of a record, or over lines to a
    /// quote with text behind it. The record ends at the end of its first line.
    case unterminatedQuote
    /// Longer than `RecordLimits.recordBytesMax`; the rest of the line is skipped.
    case recordTooLong
    /// Bytes that are not UTF-8.
    case invalidUTF8
    /// A NUL byte, which no text has.
    case containsNUL
    /// More fields than `RecordLimits.fieldsMax`.
    case tooManyFields
    /// JSON array input: not one comma between two objects, or an object cut by a line end.
    case malformedArray

    /// What is wrong and what to do, without anything from the record.
    package var sentence: String {
        switch self {
        case .unterminatedQuote:
            "A quoted field is never closed; add the missing quote or double a quote inside a field."
        case .recordTooLong:
            "The record is longer than 1 MiB; check for a missing line end or quote."
        case .invalidUTF8:
            "The record has bytes that are not UTF-8; save the file as UTF-8 or name its encoding."
        case .containsNUL:
            "The record has a NUL byte; export the file again as text."
        case .tooManyFields:
            "The record has more than 16,384 fields; check the delimiter and the quotes."
        case .malformedArray:
            "The JSON array is broken here; check for a missing comma, quote or bracket."
        }
    }
}
