import Records

/// Text that was UTF-8, was read in another encoding, and saved as UTF-8 again: `Ã©` for `é`.
enum Mojibake {
    /// Calls `body` once with each record that has some, in order. Most batches have no byte of it.
    static func forEachRecord(of batch: RecordBatch, _ body: (Record) -> Void) {
        guard let last = batch.records.last else { return }
        let raw = UnsafeBufferPointer(rebasing: batch.bytes[..<Int(last.raw.end)])
        var record = 0
        var position = next(in: raw, from: 0)
        while position < raw.count {
            while record < batch.records.count, Int(batch.records[record].raw.end) <= position {
                record += 1
            }
            guard record < batch.records.count else { return }
            body(batch.records[record])
            position = next(in: raw, from: Int(batch.records[record].raw.end))
        }
    }

    /// Position of the next sequence that is two characters of a broken one, else the end.
    static func next(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        guard let base = UnsafeRawPointer(bytes.baseAddress) else { return bytes.count }
        let leads = SIMD16<UInt8>(repeating: 0xC3)
        var position = start
        while position < bytes.count {
            if position &+ 16 <= bytes.count {
                let block = base.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
                if !any(block .== leads) {
                    position &+= 16
                    continue
                }
            }
            let end = min(position &+ 16, bytes.count)
            while position < end {
                if bytes[position] == 0xC3, isBroken(bytes, at: position) { return position }
                position &+= 1
            }
        }
        return bytes.count
    }

    /// `Ã` or `Â` before a character that stands for a byte of 0x80 to 0xBF, or `â€`.
    private static func isBroken(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Bool {
        // What is looked at must not depend on whether another record follows in the batch.
        guard position + 2 < bytes.count else { return false }
        let (second, third) = (bytes[position + 1], bytes[position + 2])
        switch second {
        case 0x83: return [0xC2, 0xC5, 0xC6, 0xCB, 0xE2].contains(third)
        case 0x82: return third == 0xC2
        case 0xA2:
            return third == 0xE2 && position + 3 < bytes.count && bytes[position + 3] == 0x82
        default: return false
        }
    }
}
