/// The fields of the record being scanned.
struct FieldRun {
    /// Index in the segment of the next field.
    private(set) var nextField: Int
    /// Line ends inside the record's quoted fields.
    var lineEnds: UInt64 = 0
    var hasQuotes = false
    /// A quoted field runs over lines to a quote that text follows. That quote opens a field of a
    /// later record, and the one that should have closed this field is missing.
    var isTorn = false
    /// The record has more fields than are kept.
    private(set) var isOverfull = false

    private let firstField: Int
    private let fields: UnsafeMutablePointer<Slice>
    private let shift: Int

    init(in segment: Segment) {
        firstField = segment.fieldCount
        nextField = firstField
        fields = segment.fields
        shift = segment.shift
    }

    var count: Int { nextField &- firstField }

    /// Adds the field at these positions of the window.
    @inline(__always)
    mutating func append(from start: Int, to end: Int) {
        guard count < RecordLimits.fieldsMax else {
            isOverfull = true
            return
        }
        let slice = Slice(
            start: UInt32(truncatingIfNeeded: start &+ shift),
            end: UInt32(truncatingIfNeeded: end &+ shift))
        (fields + nextField).initialize(to: slice)
        nextField &+= 1
    }

    @inline(__always)
    func isBlankLine(_ view: WindowView, from start: Int, to end: Int) -> Bool {
        count == 1 && !hasQuotes && view.isBlank(from: start, to: end)
    }
}
