/// Consecutive rows that have something in common, which counts only when they are many.
struct RowRun: Sendable, Equatable {
    /// The run's value behind its last row: the number, or the columns it is shifted by.
    private(set) var value: UInt64 = 0
    private(set) var lastRow: UInt64 = 0
    private(set) var length = 0
    private(set) var startLine: UInt64 = 0

    init() {}

    init(value: UInt64, lastRow: UInt64, length: Int, startLine: UInt64) {
        self.value = value
        self.lastRow = lastRow
        self.length = length
        self.startLine = startLine
    }

    /// Goes on with a row when it continues the run, else starts anew with it.
    @inline(__always)
    mutating func take(_ value: UInt64, row: UInt64, line: UInt64, continues: Bool) {
        if continues, row == lastRow &+ 1 {
            length &+= 1
        } else {
            length = 1
            startLine = line
        }
        self.value = value
        lastRow = row
    }
}
