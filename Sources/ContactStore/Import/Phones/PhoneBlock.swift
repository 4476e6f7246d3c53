/// Some ascending phone numbers with their keys, as packed in `phone_blocks.entries`.
///
/// Bytes, little endian: the smallest phone (8), the smallest key (8), the number of entries (4),
/// bytes of a phone's offset (1), bytes of a key's offset (1), two zeros; then the phones'
/// offsets and the keys' offsets. Consecutive keys, those of a file in the order of its numbers,
/// need no offsets: numbers of one country take four bytes each then, else eight.
struct PhoneBlock {
    /// So many that a block fills a page of 16 KiB when offsets have four bytes.
    static let entriesMax = 2_000

    let count: Int
    private let bytes: [UInt8]
    private let phoneBase: UInt64
    private let keyBase: UInt64
    private let phoneWidth: Int
    private let keyWidth: Int

    private static let headerBytes = 24

    /// - Throws: ``StoreError`` when the bytes are no block.
    init(_ bytes: [UInt8]) throws(StoreError) {
        guard bytes.count >= Self.headerBytes else { throw Self.damaged }
        (phoneBase, keyBase, count, phoneWidth, keyWidth) = bytes.withUnsafeBytes { raw in
            (
                UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)),
                UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                Int(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt32.self))),
                Int(raw[20]), Int(raw[21])
            )
        }
        self.bytes = bytes
        let widths = [0, 4, 8]
        guard count > 0, widths.contains(phoneWidth), widths.contains(keyWidth),
            bytes.count == Self.headerBytes + count * (phoneWidth + keyWidth)
        else { throw Self.damaged }
    }

    static let damaged = StoreError(
        code: 11, operation: "look up phone numbers", reason: "a block of phone_blocks is damaged")

    var last: UInt64 { phone(at: count - 1) }

    @inline(__always)
    func phone(at index: Int) -> UInt64 {
        phoneBase &+ offset(at: Self.headerBytes + index * phoneWidth, width: phoneWidth)
    }

    /// The first entry from `start` on whose phone is `phone` or larger: of many numbers few are
    /// looked up, so steps are doubled until one is too large (Bentley and Yao, 1976).
    ///
    /// - Parameter phone: at most ``last``.
    func firstEntry(reaching phone: UInt64, from start: Int) -> Int {
        if self.phone(at: start) >= phone { return start }
        var below = start
        var step = 1
        while below + step < count, self.phone(at: below + step) < phone {
            below += step
            step *= 2
        }
        var reaching = min(below + step, count - 1)
        while reaching - below > 1 {
            let middle = (below + reaching) / 2
            if self.phone(at: middle) < phone { below = middle } else { reaching = middle }
        }
        return reaching
    }

    @inline(__always)
    func key(at index: Int) -> Int64 {
        let start = Self.headerBytes + count * phoneWidth
        let offset =
            keyWidth == 0
            ? UInt64(index) : offset(at: start + index * keyWidth, width: keyWidth)
        return Int64(truncatingIfNeeded: keyBase &+ offset)
    }

    @inline(__always)
    private func offset(at byte: Int, width: Int) -> UInt64 {
        bytes.withUnsafeBytes { raw in
            switch width {
            case 4:
                UInt64(
                    UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: byte, as: UInt32.self)))
            case 8: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: byte, as: UInt64.self))
            default: 0
            }
        }
    }
}

/// Packing.
extension PhoneBlock {
    /// - Parameter entries: ascending by phone, at least one.
    static func pack(_ entries: ArraySlice<KeyedPhone>) -> [UInt8] {
        guard let first = entries.first, let last = entries.last else { return [] }
        let keyBase = entries.reduce(first.key) { min($0, $1.key) }
        let keyLast = entries.reduce(first.key) { max($0, $1.key) }
        let isConsecutive = zip(entries, 0...).allSatisfy { entry, index in
            entry.key == first.key &+ Int64(index)
        }
        let phoneWidth = width(for: last.phone - first.phone)
        let keyWidth = isConsecutive ? 0 : width(for: UInt64(bitPattern: keyLast &- keyBase))
        let size = headerBytes + entries.count * (phoneWidth + keyWidth)
        return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            var end = 0
            func append(_ value: UInt64, width: Int) {
                if width == 4 {
                    raw.storeBytes(
                        of: UInt32(truncatingIfNeeded: value).littleEndian, toByteOffset: end,
                        as: UInt32.self)
                } else if width == 8 {
                    raw.storeBytes(of: value.littleEndian, toByteOffset: end, as: UInt64.self)
                }
                end += width
            }
            append(first.phone, width: 8)
            append(UInt64(bitPattern: keyBase), width: 8)
            append(UInt64(entries.count), width: 4)
            append(UInt64(phoneWidth | keyWidth << 8), width: 4)
            for entry in entries { append(entry.phone - first.phone, width: phoneWidth) }
            for entry in entries {
                append(UInt64(bitPattern: entry.key &- keyBase), width: keyWidth)
            }
            count = end
        }
    }

    private static func width(for offset: UInt64) -> Int { offset <= UInt64(UInt32.max) ? 4 : 8 }
}
