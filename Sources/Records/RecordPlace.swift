/// A place inside a record: what stands before it there.
package struct RecordPlace: Sendable, Equatable {
    /// Bytes of the record before the place, in the encoding of the input; records are at most
    /// 1 MiB of UTF-8.
    package let bytes: UInt32
    /// Line ends of the record before the place.
    package let lines: UInt32

    package init(bytes: Int, lines: Int) {
        self.bytes = UInt32(truncatingIfNeeded: bytes)
        self.lines = UInt32(truncatingIfNeeded: lines)
    }

    /// The record's first byte.
    package static let start = RecordPlace(bytes: 0, lines: 0)
}

extension RecordBatch {
    /// The place of a byte of a record in the input.
    ///
    /// - Parameter offset: bytes from the record's first, as it stands in the batch.
    package func place(_ offset: Int, in record: Record) -> RecordPlace {
        let before = UnsafeBufferPointer(rebasing: bytes(of: record.raw).prefix(offset))
        return RecordPlace(bytes: encoding.sourceBytes(of: before), lines: lineEnds(in: before))
    }

    /// Counts lines as the scanners do: in CSV a CR alone ends one, too.
    private func lineEnds(in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        var last: UInt8 = 0
        for byte in bytes {
            if byte == 0x0A, dialect == nil || last != 0x0D { count += 1 }
            if byte == 0x0D, dialect != nil { count += 1 }
            last = byte
        }
        return count
    }
}
