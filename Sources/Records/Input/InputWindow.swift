/// The part of the input that is in memory: room for the longest record and one read.
struct InputWindow {
    /// A scanner loads whole blocks of 64 bytes, the last one from any position up to the end.
    private static let paddingBytes = 128

    private let memory: UnsafeMutablePointer<UInt8>
    private let owner: OwnedMemory<UInt8>
    private let capacity: Int
    private let chunkBytes: Int
    /// First byte not yet scanned.
    var start = 0
    private(set) var end = 0
    private(set) var isLast = false
    /// Offset of the first byte of memory in the decoded input.
    private var offset: UInt64
    private var addsLineFeed = false
    /// Of all bytes that were scanned, up to `digested` in memory.
    private var digest = StreamDigest()
    private var digested = 0

    /// - Parameter offset: of the first byte that will be read, in the decoded input.
    init(recordBytesMax: Int, chunkBytes: Int, offset: UInt64) {
        self.offset = offset
        self.chunkBytes = chunkBytes
        // The longest record, its line end, and what is read before it is known to be too long.
        capacity = max(recordBytesMax + 4 + max(chunkBytes, 4096), DialectProbe.bytesMax)
        owner = OwnedMemory(capacity: capacity + InputWindow.paddingBytes)
        memory = owner.start
    }

    var view: WindowView {
        WindowView(
            base: UnsafePointer(memory), end: end, isLast: isLast,
            inputEnd: addsLineFeed ? end - 1 : end, offset: offset)
    }

    /// Offset behind the last byte scanned, in the decoded input.
    var bytesScanned: UInt64 {
        offset + UInt64(start) - (addsLineFeed && start == end ? 1 : 0)
    }

    /// Length of the decoded input, as far as it was read.
    var bytesDecoded: UInt64 { offset + UInt64(end) - (addsLineFeed ? 1 : 0) }

    /// Everything is scanned, and the last line of the input had no end of its own.
    var endsWithoutLineEnd: Bool { addsLineFeed && start == end }

    /// Reads on: at least as much again as there is unscanned, so that a record that is scanned
    /// again for each read costs no more than twice its length in all; less when the source pauses.
    mutating func refill(from input: inout DecodedInput) throws(ReadError) {
        discardScanned()
        try fill(to: min(capacity, end + max(chunkBytes, end)), from: &input, overPauses: false)
    }

    /// Reads what the probes look at: that much or all there is, however the input comes in.
    mutating func fillForProbes(from input: inout DecodedInput) throws(ReadError) {
        try fill(to: DialectProbe.bytesMax, from: &input, overPauses: true)
    }

    private mutating func fill(
        to goal: Int, from input: inout DecodedInput, overPauses: Bool
    ) throws(ReadError) {
        let begin = end
        while end < goal, !isLast {
            if !overPauses, end > begin, input.pauses { break }
            let room = UnsafeMutableRawBufferPointer(
                start: memory + end, count: min(goal - end, chunkBytes))
            let count = try input.read(into: room)
            end += count
            if count == 0 { finish() }
        }
        (memory + end).initialize(repeating: 0x20, count: InputWindow.paddingBytes)
    }

    /// Goes back to a byte that is still in the window.
    mutating func rewind(to offset: UInt64) {
        precondition(offset >= self.offset, "the window still has the byte")
        start = Int(offset - self.offset)
    }

    /// The digest of the input up to a place behind which nothing was digested yet.
    mutating func digest(upTo end: Int) -> UInt64 {
        if end > digested {
            digest.update(UnsafeRawBufferPointer(start: memory + digested, count: end - digested))
            digested = end
        }
        return digest.value
    }

    private mutating func discardScanned() {
        guard start > 0 else { return }
        _ = digest(upTo: start)
        digested -= start
        memory.update(from: memory + start, count: end - start)
        offset += UInt64(start)
        end -= start
        start = 0
    }

    private mutating func finish() {
        isLast = true
        guard end == 0 || memory[end - 1] != 0x0A else { return }
        memory[end] = 0x0A
        end += 1
        addsLineFeed = true
    }
}
