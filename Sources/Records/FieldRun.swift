/// The fields of the record being scanned.
struct FieldRun {
    /// Index in the segment of the next field.
    private(set) var nextField: Int
    private let firstField: Int
    /// Line ends inside the record's quoted fields.
    var lineEnds: UInt64 = 0
    var hasQuotes = false
    /// The record has more fields than are kept.
    private(set) var isOverfull = false

    init(firstField: Int) {
        self.firstField = firstField
        self.nextField = firstField
    }

    @inline(__always)
    mutating func append(_ slice: Slice, to segment: Segment) {
        guard nextField &- firstField < RecordLimits.fieldsMax else {
            isOverfull = true
            return
        }
        (segment.fields + nextField).initialize(to: slice)
        nextField &+= 1
    }

    var count: Int { nextField - firstField }

    @inline(__always)
    func isBlankLine(_ view: WindowView, from start: Int, to end: Int) -> Bool {
        count == 1 && !hasQuotes && view.isBlank(from: start, to: end)
    }
}
