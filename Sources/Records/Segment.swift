/// What one scan of the window gives: records and fields in fixed scratch memory.
///
/// A batch is made of one or more segments. Slices already count from the batch's arena start.
struct Segment {
    enum Stop {
        /// The window has no further whole record.
        case needsInput
        /// The scratch memory is full.
        case segmentFull
        /// The next record does not fit into the batch's bytes.
        case batchFull
    }

    static let recordsMax = 1024
    private static let fieldsMax = RecordLimits.batchFieldsMax / 2

    let records: UnsafeMutablePointer<Record>
    let fields: UnsafeMutablePointer<Slice>
    /// Where each record ends in the window.
    let ends: UnsafeMutablePointer<Int>
    private let endMemory = OwnedMemory<Int>(capacity: Segment.recordsMax)
    private let recordMemory = OwnedMemory<Record>(capacity: Segment.recordsMax)
    private let fieldMemory = OwnedMemory<Slice>(
        capacity: Segment.fieldsMax + RecordLimits.fieldsMax + 1)
    var recordCount = 0
    var fieldCount = 0
    var stop = Stop.needsInput
    /// Fields, by index in the batch, whose slices still have their quotes.
    var quotedFields: [UInt32] = []
    var sawOddBytes = false

    /// Bytes and fields the batch has already.
    private var arenaStart = 0
    private(set) var firstField = 0
    private var recordsLeft = 0
    private var bytesMax = RecordBatch.bytesMax
    /// Where the segment's first record starts in the window, and its last one ends.
    private(set) var rawStart = 0
    private(set) var rawEnd = 0

    init() {
        records = recordMemory.start
        fields = fieldMemory.start
        ends = endMemory.start
    }

    mutating func begin(batch: RecordBatch, position: Int) {
        begin(recordsMax: batch.recordsMax - batch.records.count, position: position)
        arenaStart = batch.bytesUsed
        bytesMax = batch.bytesWanted
        firstField = batch.fields.count
    }

    /// For a segment without a batch.
    mutating func begin(recordsMax: Int, position: Int) {
        recordCount = 0
        fieldCount = 0
        stop = .needsInput
        sawOddBytes = false
        quotedFields.removeAll(keepingCapacity: true)
        arenaStart = 0
        bytesMax = RecordBatch.bytesMax
        firstField = 0
        recordsLeft = min(recordsMax, Segment.recordsMax)
        rawStart = position
        rawEnd = position
    }

    /// What to add to a position in the window for its place in the arena.
    var shift: Int { arenaStart &- rawStart }

    var hasRoom: Bool { recordCount < recordsLeft && fieldCount < Segment.fieldsMax }

    /// Nothing is kept of what stands before the first record.
    mutating func skip(to position: Int) {
        guard recordCount == 0 else { return }
        rawStart = position
        rawEnd = position
    }

    /// A batch's first record fits whatever it is wanted to hold.
    func fits(rawEnd: Int) -> Bool {
        rawEnd &+ shift <= (arenaStart == 0 && recordCount == 0 ? RecordBatch.bytesMax : bytesMax)
    }

    func slice(_ start: Int, _ end: Int) -> Slice {
        Slice(
            start: UInt32(truncatingIfNeeded: start &+ shift),
            end: UInt32(truncatingIfNeeded: end &+ shift))
    }

    @inline(__always)
    mutating func forgetQuotedFields(from count: Int) {
        guard quotedFields.count > count else { return }
        quotedFields.removeLast(quotedFields.count - count)
    }

    /// Adds a record of which no fields are kept, and counts it; false, and the batch is full, when
    /// it does not fit.
    @inline(__always)
    mutating func append(
        _ view: WindowView, from start: Int, to end: Int, line: UInt64,
        number: inout UInt64, fault: RecordFault?
    ) -> Bool {
        guard fits(rawEnd: end) else {
            stop = .batchFull
            return false
        }
        append(
            Record(
                raw: slice(start, end),
                firstField: UInt32(truncatingIfNeeded: firstField &+ fieldCount), fieldCount: 0,
                line: line, byteOffset: view.offset &+ UInt64(start), number: number, fault: fault),
            rawEnd: end)
        number &+= 1
        return true
    }

    mutating func append(_ record: Record, rawEnd: Int) {
        (records + recordCount).initialize(to: record)
        ends[recordCount] = rawEnd
        recordCount += 1
        self.rawEnd = rawEnd
    }
}
