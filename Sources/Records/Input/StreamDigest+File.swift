import Foundation

extension StreamDigest {
    /// Takes in a file from where it stands, up to so many bytes.
    ///
    /// - Returns: how many bytes there were; nil when the file cannot be read, for the reason in
    ///   `errno`.
    package mutating func update(fromFile descriptor: Int32, upTo bytesMax: UInt64) -> UInt64? {
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 8)
        defer { piece.deallocate() }
        var length: UInt64 = 0
        while length < bytesMax {
            let wanted = Int(min(UInt64(piece.count), bytesMax - length))
            let count = read(descriptor, piece.baseAddress, wanted)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return length }
            update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            length += UInt64(count)
        }
        return length
    }
}
