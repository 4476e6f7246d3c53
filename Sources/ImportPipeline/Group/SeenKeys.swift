import ContactStore

/// Pairs of a list and a contact (or a blocked or refused number) that one commit saw first, packed
/// for the job's row of `job_seen`.
///
/// Sections of one list and kind: the kind, the list's id, the
/// number of runs, and for each run the distance from the end of the run before and its length less
/// one, all as variable-length integers of seven bits a byte. New Contacts have consecutive keys: a
/// commit of them takes some ten bytes, one of known ones two or three bytes a row.
enum SeenKeys {
    struct Key: Equatable {
        var kind: Kind
        var list: Int64
        /// The Contact's key, or the number.
        var value: UInt64
    }

    /// The numbers are stored.
    enum Kind: UInt8 {
        case contact, blockedNumber
        /// The number of a refused row, which a sync must not take for missing.
        case refusedNumber
    }

    static func pack(_ keys: [Key]) -> [UInt8] {
        var bytes: [UInt8] = []
        var start = 0
        let sorted = keys.sorted(by: precedes)
        while start < sorted.count {
            let section = sorted[start]
            let end =
                sorted[start...].firstIndex {
                    $0.list != section.list || $0.kind != section.kind
                } ?? sorted.count
            append(UInt64(section.kind.rawValue), to: &bytes)
            append(UInt64(section.list), to: &bytes)
            appendRuns(sorted[start..<end], to: &bytes)
            start = end
        }
        return bytes
    }

    /// - Parameter room: keys that there may be; those that there are are taken off.
    /// - Throws: ``StoreError`` when the bytes are no such keys.
    static func unpack(
        _ bytes: [UInt8], room: inout UInt64, _ body: (Key) -> Void
    ) throws(StoreError) {
        var reader = Reader(bytes: bytes[...])
        while !reader.isAtEnd {
            guard let kind = Kind(rawValue: UInt8(clamping: try reader.next())) else {
                throw Reader.damaged
            }
            let list = Int64(clamping: try reader.next())
            let runs = try reader.next()
            var value: UInt64 = 0
            var run: UInt64 = 0
            while run < runs {
                value &+= try reader.next()
                let length = try reader.next()
                let (end, isBeyond) = value.addingReportingOverflow(length &+ 1)
                guard length < room, !isBeyond else { throw Reader.damaged }
                room -= length + 1
                while value < end {
                    body(Key(kind: kind, list: list, value: value))
                    value += 1
                }
                run += 1
            }
        }
    }

    private static func precedes(_ a: Key, _ b: Key) -> Bool {
        (a.kind.rawValue, a.list, a.value) < (b.kind.rawValue, b.list, b.value)
    }

    private static func appendRuns(_ keys: ArraySlice<Key>, to bytes: inout [UInt8]) {
        var runs: [(start: UInt64, end: UInt64)] = []
        for key in keys {
            // Several rows of one commit may be refused with the same number.
            if let last = runs.last, last.end > key.value { continue }
            if let last = runs.last, last.end == key.value {
                runs[runs.count - 1].end += 1
            } else {
                runs.append((key.value, key.value + 1))
            }
        }
        append(UInt64(runs.count), to: &bytes)
        var position: UInt64 = 0
        for run in runs {
            append(run.start - position, to: &bytes)
            append(run.end - run.start - 1, to: &bytes)
            position = run.end
        }
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    private struct Reader {
        var bytes: ArraySlice<UInt8>

        static let damaged = StoreError(
            code: 11, operation: "resume", reason: "the job's keys in job_seen are damaged")

        var isAtEnd: Bool { bytes.isEmpty }

        mutating func next() throws(StoreError) -> UInt64 {
            var value: UInt64 = 0
            for shift in stride(from: UInt64(0), to: 64, by: 7) {
                guard let byte = bytes.popFirst() else { throw Self.damaged }
                value |= UInt64(byte & 0x7F) << shift
                if byte < 0x80 { return value }
            }
            throw Self.damaged
        }
    }
}
