/// Some numbers, packed as offsets from the smallest of them: `phone_blocks.phones` and
/// `phone_keys.keys`.
///
/// Bytes, little endian: the smallest number (8), how many there are (4), bytes of an offset (1),
/// three zeros; then the offsets. Where each number is one larger than the one before it, as keys
/// of a file in the order of its phone numbers are, there are none (of 0 bytes).
struct PackedNumbers {
    /// At most ``countMax``.
    let count: Int
    private let bytes: [UInt8]
    private let smallest: UInt64
    private let width: Int

    /// So many phone numbers fill a page of 16 KiB when offsets have three bytes, as in a large
    /// run.
    static let countMax = 5_400
    private static let headerBytes = 16
    /// Of the largest offset.
    private static let widthMax = 8

    /// - Throws: ``StoreError`` when the bytes are no packed numbers.
    init(_ bytes: [UInt8]) throws(StoreError) {
        guard bytes.count >= Self.headerBytes else { throw Self.damaged }
        (smallest, count, width) = bytes.withUnsafeBytes { raw in
            (
                UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)),
                Int(UInt32(littleEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt32.self))),
                Int(raw[12])
            )
        }
        self.bytes = bytes
        guard (1...Self.countMax).contains(count), width <= Self.widthMax,
            bytes.count == Self.headerBytes + count * width
        else { throw Self.damaged }
    }

    static let damaged = StoreError(
        code: 11, operation: "look up phone numbers", reason: "a block of them is damaged")

    subscript(index: Int) -> UInt64 {
        precondition(index >= 0 && index < count, "a number of the block")
        return withOffsets { smallest &+ $0[index] }
    }

    /// The last one, which is the largest where they ascend.
    var last: UInt64 { self[count - 1] }

    @inline(__always)
    private func withOffsets<Result>(_ body: (Offsets) -> Result) -> Result {
        bytes.withUnsafeBytes { body(Offsets(in: $0, headerBytes: Self.headerBytes, width: width)) }
    }
}

/// The offsets of some packed numbers, while their bytes stay in place. Places are not checked.
private struct Offsets {
    private let bytes: UnsafeRawBufferPointer
    /// Eight bytes before the end of the first offset: so much is loaded of each, which reaches
    /// back into the header.
    private let first: Int
    private let width: Int
    /// The loaded bits before the offset's.
    private let shift: UInt64

    init(in bytes: UnsafeRawBufferPointer, headerBytes: Int, width: Int) {
        self.bytes = bytes
        let loaded = MemoryLayout<UInt64>.size
        first = headerBytes + width - loaded
        self.width = width
        shift = UInt64((loaded - width) * 8)
    }

    @inline(__always)
    subscript(place: Int) -> UInt64 {
        if width == 0 { return UInt64(place) }
        let word = bytes.loadUnaligned(
            fromByteOffset: first &+ place &* width, as: UInt64.self)
        return UInt64(littleEndian: word) &>> shift
    }

    /// The first place from `start` to `last` whose offset is `wanted` or larger: of many few are
    /// looked up, so steps are doubled until one is too large (Bentley and Yao, 1976).
    ///
    /// - Parameter wanted: at most the offset at `last`.
    @inline(__always)
    func firstPlace(reaching wanted: UInt64, from start: Int, to last: Int) -> Int {
        if self[start] >= wanted { return start }
        var below = start
        var step = 1
        while below &+ step < last, self[below &+ step] < wanted {
            below &+= step
            step &+= step
        }
        var reaching = min(below &+ step, last)
        while reaching &- below > 1 {
            let middle = below &+ (reaching &- below) &>> 1
            if self[middle] < wanted { below = middle } else { reaching = middle }
        }
        return reaching
    }
}

/// Looking up, where the numbers ascend.
extension PackedNumbers {
    /// Goes along these numbers and others that ascend as well.
    ///
    /// - Parameters:
    ///   - others: those before `start` are passed over.
    ///   - found: takes the place among the others, and here, of a number that both have.
    /// - Returns: the place of the first of the others that is larger than all here.
    func join(
        _ others: [UInt64], from start: Int, found: (_ other: Int, _ here: Int) -> Void
    ) -> Int {
        let largest = last
        return withOffsets { offsets in
            var here = 0
            var other = start
            while other < others.count, others[other] <= largest {
                if others[other] >= smallest {
                    let offset = others[other] &- smallest
                    here = offsets.firstPlace(reaching: offset, from: here, to: count - 1)
                    if offsets[here] == offset { found(other, here) }
                }
                other += 1
            }
            return other
        }
    }
}

/// Packing.
extension PackedNumbers {
    /// - Parameter numbers: at least one, at most ``countMax``.
    static func pack(_ numbers: some Collection<UInt64>) -> [UInt8] {
        let smallest = numbers.min() ?? 0
        let largest = numbers.max() ?? 0
        let isConsecutive = zip(numbers, 0...).allSatisfy { number, index in
            number == smallest &+ UInt64(index)
        }
        let width = isConsecutive ? 0 : max(width(of: largest - smallest), 1)
        let size = headerBytes + numbers.count * width
        // What is stored of a number beyond its offset's bytes is overwritten by the next one.
        return [UInt8](unsafeUninitializedCapacity: size + widthMax) { buffer, count in
            let raw = UnsafeMutableRawBufferPointer(buffer)
            func store(_ word: UInt64, at byte: Int) {
                raw.storeBytes(of: word.littleEndian, toByteOffset: byte, as: UInt64.self)
            }
            store(smallest, at: 0)
            store(UInt64(numbers.count) | UInt64(width) << 32, at: 8)
            if width > 0 {
                var end = headerBytes
                for number in numbers {
                    store(number - smallest, at: end)
                    end += width
                }
            }
            count = size
        }
    }

    /// The bytes that an offset takes.
    private static func width(of offset: UInt64) -> Int {
        (UInt64.bitWidth - offset.leadingZeroBitCount + 7) / 8
    }
}
