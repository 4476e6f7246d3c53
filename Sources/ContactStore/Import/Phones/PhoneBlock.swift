/// Some ascending phone numbers with their Contacts, as packed in `phone_blocks.entries`.
///
/// Bytes, little endian: the smallest phone (8), the smallest Contact (8), the number of entries (4),
/// bytes of a phone's offset (1), bytes of a Contact's offset (1), two zeros; then the phones'
/// offsets and the Contacts' offsets. Contacts of consecutive keys need no offsets: a million numbers
/// of one country take four bytes each when they are new and eight when runs were merged.
struct PhoneBlock {
    /// So many that a block fills a page of 16 KiB when offsets have four bytes.
    static let entriesMax = 2_000

    let count: Int
    private let bytes: [UInt8]
    private let phoneBase: UInt64
    private let contactBase: UInt64
    private let phoneWidth: Int
    private let contactWidth: Int

    private static let headerBytes = 24

    /// - Throws: ``StoreError`` when the bytes are no block.
    init(_ bytes: [UInt8]) throws(StoreError) {
        guard bytes.count >= Self.headerBytes else { throw Self.damaged }
        (phoneBase, contactBase, count, phoneWidth, contactWidth) = bytes.withUnsafeBytes { raw in
            (
                UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)),
                UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
                Int(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt32.self))),
                Int(raw[20]), Int(raw[21])
            )
        }
        self.bytes = bytes
        let widths = [0, 4, 8]
        guard count > 0, widths.contains(phoneWidth), widths.contains(contactWidth),
            bytes.count == Self.headerBytes + count * (phoneWidth + contactWidth)
        else { throw Self.damaged }
    }

    static let damaged = StoreError(
        code: 11, operation: "look up phone numbers", reason: "a block of phone_blocks is damaged")

    var last: UInt64 { phone(at: count - 1) }

    @inline(__always)
    func phone(at index: Int) -> UInt64 {
        phoneBase &+ offset(at: Self.headerBytes + index * phoneWidth, width: phoneWidth)
    }

    @inline(__always)
    func contact(at index: Int) -> Int64 {
        let start = Self.headerBytes + count * phoneWidth
        let offset =
            contactWidth == 0
            ? UInt64(index) : offset(at: start + index * contactWidth, width: contactWidth)
        return Int64(truncatingIfNeeded: contactBase &+ offset)
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
        let contactBase = entries.reduce(first.key) { min($0, $1.key) }
        let contactLast = entries.reduce(first.key) { max($0, $1.key) }
        let isConsecutive = zip(entries, 0...).allSatisfy { entry, index in
            entry.key == first.key + Int64(index)
        }
        let phoneWidth = width(for: last.phone - first.phone)
        let contactWidth = isConsecutive ? 0 : width(for: UInt64(contactLast - contactBase))
        var bytes: [UInt8] = []
        bytes.reserveCapacity(headerBytes + entries.count * (phoneWidth + contactWidth))
        append(first.phone, width: 8, to: &bytes)
        append(UInt64(bitPattern: contactBase), width: 8, to: &bytes)
        append(UInt64(entries.count), width: 4, to: &bytes)
        bytes += [UInt8(phoneWidth), UInt8(contactWidth), 0, 0]
        for entry in entries { append(entry.phone - first.phone, width: phoneWidth, to: &bytes) }
        for entry in entries {
            append(UInt64(entry.key - contactBase), width: contactWidth, to: &bytes)
        }
        return bytes
    }

    private static func width(for offset: UInt64) -> Int { offset <= UInt64(UInt32.max) ? 4 : 8 }

    private static func append(_ value: UInt64, width: Int, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0.prefix(width)) }
    }
}
