/// How far a quoted field may run over line ends before its quote counts as one that never closes.
///
/// Each such quote costs reading ahead in vain. A file can be made so that every line costs the
/// greatest record; so what was read in vain is taken from a stock that grows with the input. The
/// stock depends on the input alone, not on how it was cut into reads or batches.
struct Lookahead {
    private var bytesLeft = RecordLimits.lookaheadBytesMax
    private var offset: UInt64 = 0

    @inline(__always)
    func allowance(at offset: UInt64) -> Int {
        let progress = Int(truncatingIfNeeded: offset &- self.offset)
        let grown = bytesLeft &+ progress &* RecordLimits.lookaheadPerByte
        return min(grown, RecordLimits.lookaheadBytesMax)
    }

    mutating func spend(_ bytes: Int, at offset: UInt64) {
        bytesLeft = max(allowance(at: offset) - bytes, 0)
        self.offset = offset
    }
}
