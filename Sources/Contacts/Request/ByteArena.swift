import Foundation
import Records

/// Bytes that grow at the end and are addressed by slices; recycled without reallocation.
///
/// Slices stay right when the arena grows; buffers taken from it do not, so nothing may be appended
/// while a buffer of the same arena is in use.
package final class ByteArena {
    private struct State {
        var base: UnsafeMutablePointer<UInt8>
        var capacity: Int
        var count = 0
    }

    /// Behind a pointer because a class's own properties are checked for overlapping accesses at
    /// every append, which took a twelfth of an import.
    private let state: UnsafeMutablePointer<State>

    /// The first bytes make room for so many: most arenas of a pool stay unused when the input is
    /// small.
    private static let bytesMin = 64 * 1024

    /// - Parameter capacity: bytes for which there is room from the start.
    package init(capacity: Int = 0) {
        state = .allocate(capacity: 1)
        state.initialize(to: State(base: Self.memory(capacity), capacity: capacity))
    }

    deinit {
        free(base)
        state.deallocate()
    }

    private var base: UnsafeMutablePointer<UInt8> {
        @inline(__always) get { state.pointee.base }
    }

    private var capacity: Int { @inline(__always) get { state.pointee.capacity } }

    /// Bytes in use.
    package private(set) var count: Int {
        @inline(__always) get { state.pointee.count }
        @inline(__always) set { state.pointee.count = newValue }
    }

    /// Where the next byte goes, as slices count.
    package var end: UInt32 { UInt32(truncatingIfNeeded: count) }

    /// Forgets all bytes and keeps the memory.
    package func removeAll() { count = 0 }

    /// Forgets all bytes, and gives the memory back when there is room for more than `bytesMax`.
    package func removeAll(keeping bytesMax: Int) {
        count = 0
        if capacity <= bytesMax { return }
        free(base)
        state.pointee.base = Self.memory(0)
        state.pointee.capacity = 0
    }

    /// Drops what was appended since the arena had `count` bytes.
    package func truncate(to count: UInt32) { self.count = Int(count) }

    /// Appends one byte.
    @inline(__always)
    package func append(_ byte: UInt8) {
        if count == capacity { grow(by: 1) }
        base[count] = byte
        count += 1
    }

    /// Appends a copy of `bytes`, which must not lie in this arena.
    @inline(__always)
    package func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        if capacity - count < bytes.count { grow(by: bytes.count) }
        (base + count).update(from: source, count: bytes.count)
        count += bytes.count
    }

    /// Appends a copy of `bytes`.
    package func append(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append($0) }
    }

    /// Appends valid UTF-8 as one JSON string with its quotes; the text must not lie in this arena.
    package func append(jsonString bytes: UnsafeBufferPointer<UInt8>) {
        write(bytesMax: jsonStringBytesMax(of: bytes.count)) {
            writeJSONString(of: bytes, into: $0)
        }
    }

    /// Appends a copy and says where it lies.
    package func store(_ bytes: UnsafeBufferPointer<UInt8>) -> TextSlice {
        let start = end
        append(bytes)
        return TextSlice(start: start, end: end)
    }

    /// Replaces the text at a place by one that is no longer than the room it has there.
    package func replace(at start: UInt32, by bytes: [UInt8]) -> TextSlice {
        precondition(Int(start) + bytes.count <= count)
        bytes.withUnsafeBufferPointer { bytes in
            guard let source = bytes.baseAddress else { return }
            (base + Int(start)).update(from: source, count: bytes.count)
        }
        return TextSlice(start: start, end: start + UInt32(truncatingIfNeeded: bytes.count))
    }

    /// A slice's bytes, right until something is appended; traps when they are not in use.
    @inline(__always)
    package subscript(slice: TextSlice) -> UnsafeBufferPointer<UInt8> {
        if slice.isAbsent { return UnsafeBufferPointer(start: nil, count: 0) }
        precondition(slice.start <= slice.end && Int(slice.end) <= count)
        return UnsafeBufferPointer(
            start: base + Int(slice.start), count: Int(slice.end - slice.start))
    }

    /// All bytes in use, right until something is appended.
    package var all: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    /// Room to write at the end: `body` fills at most `bytesMax` bytes and returns how many.
    @inline(__always)
    package func write(bytesMax: Int, _ body: (UnsafeMutablePointer<UInt8>) -> Int) {
        if capacity - count < bytesMax { grow(by: bytesMax) }
        let written = body(base + count)
        precondition(written <= bytesMax)
        count += written
    }

    /// Makes room for `bytes` more, so that buffers stay right while so many are appended.
    func reserve(_ bytes: Int) {
        if capacity - count < bytes { grow(by: bytes) }
    }

    /// - Parameter old: memory that is made larger.
    private static func memory(
        _ bytes: Int, of old: UnsafeMutablePointer<UInt8>? = nil
    ) -> UnsafeMutablePointer<UInt8> {
        guard let memory = realloc(old, max(bytes, 1)) else { fatalError("out of memory") }
        return memory.assumingMemoryBound(to: UInt8.self)
    }

    private func grow(by bytes: Int) {
        let wanted = max(capacity * 2, count + bytes, ByteArena.bytesMin)
        // Large ones are moved by the system without a copy, and leave nothing behind.
        state.pointee.base = Self.memory(wanted, of: base)
        state.pointee.capacity = wanted
    }
}

// Pieces of report lines.
extension ByteArena {
    /// Appends a text of the code.
    @inline(__always)
    package func append(_ text: StaticString) {
        append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a number that is not negative.
    package func append(decimal value: Int) {
        write(bytesMax: 20) { output in
            var digits = 1
            var power = 10
            while digits < 19, value >= power {
                digits += 1
                // Behind the last one there is no power of ten any more.
                power &*= 10
            }
            var rest = value
            for index in stride(from: digits - 1, through: 0, by: -1) {
                output[index] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return digits
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Equality in one comparison of memory, not byte by byte.
    func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count, let base = baseAddress, let otherBase = other.baseAddress else {
            return count == other.count
        }
        return memcmp(base, otherBase, count) == 0
    }
}
