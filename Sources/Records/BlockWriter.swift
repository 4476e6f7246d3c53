import Foundation

/// Writes on at the end of a file, whole blocks past the page cache where its file system can.
///
/// What a run writes and does not read again would only displace there what it does read, and costs
/// a copy and a page for every 4 KiB: half of what writing a report took. The rest of a block goes
/// through the page cache and is written once more with what comes behind it; the bytes stay the
/// same, so a crash between leaves them as they were. Not thread-safe.
package final class BlockWriter {
    private let descriptor: Int32
    private let room: UnsafeMutableRawPointer
    /// Where in the file the room begins; a multiple of a block.
    private var start: UInt64 = 0
    /// Bytes in the room.
    private var count = 0
    /// Of these, at the room's beginning, what the file has.
    private var writtenCount = 0
    /// Whether the descriptor is set to go past the page cache.
    private var isDirect = false
    private var canBeDirect = true

    /// A multiple of what any disk wants of addresses, offsets and lengths.
    private static let blockBytes = 4096
    /// Written at once.
    private static let roomBytes = 1 << 20

    /// - Parameter descriptor: of a file that is open for reading and writing; stays the caller's.
    package init(_ descriptor: Int32) {
        self.descriptor = descriptor
        room = .allocate(byteCount: Self.roomBytes, alignment: Self.blockBytes)
    }

    deinit { room.deallocate() }

    /// Goes on at an offset, up to which the file keeps what it has.
    ///
    /// - Returns: 0, or the number of the error; `EIO` when the file ends before.
    package func move(to offset: UInt64) -> Int32 {
        guard !setDirect(false) else { return EINVAL }
        let rest = Int(offset % UInt64(Self.blockBytes))
        start = offset - UInt64(rest)
        count = 0
        while count < rest {
            let got = pread(descriptor, room + count, rest - count, off_t(start) + off_t(count))
            if got < 0, errno == EINTR { continue }
            if got <= 0 { return got < 0 ? errno : EIO }
            count += got
        }
        writtenCount = count
        return 0
    }

    /// Takes bytes, which ``flush()`` may leave to be written.
    ///
    /// - Returns: 0, or the number of the error.
    package func write(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        var rest = bytes
        while let base = rest.baseAddress, !rest.isEmpty {
            let taken = min(rest.count, Self.roomBytes - count)
            (room + count).copyMemory(from: base, byteCount: taken)
            count += taken
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
            if count == Self.roomBytes {
                let error = writeRoom()
                if error != 0 { return error }
            }
        }
        return 0
    }

    /// Waits until all bytes are on disk.
    ///
    /// - Returns: 0, or the number of the error.
    package func flush() -> Int32 {
        let error = writeThroughCache()
        if error != 0 { return error }
        keepLastBlock()
        return fdatasync(descriptor) == 0 ? 0 : errno
    }

    /// Writes the full room; past the page cache what that takes.
    private func writeRoom() -> Int32 {
        if setDirect(canBeDirect) {
            let done = pwrite(descriptor, room, count, off_t(start))
            if done > 0 { writtenCount = max(writtenCount, done) }
            // Some file systems say so only now.
            if done < 0, errno == EINVAL { canBeDirect = false }
        }
        let error = writeThroughCache()
        if error == 0 { keepLastBlock() }
        return error
    }

    private func writeThroughCache() -> Int32 {
        while writtenCount < count {
            guard !setDirect(false) else { return EINVAL }
            let done = pwrite(
                descriptor, room + writtenCount, count - writtenCount,
                off_t(start) + off_t(writtenCount))
            if done < 0 {
                if errno == EINTR { continue }
                return errno
            }
            writtenCount += done
        }
        return 0
    }

    /// Leaves in the room what is behind the last whole block.
    private func keepLastBlock() {
        let whole = count - count % Self.blockBytes
        room.copyMemory(from: room + whole, byteCount: count - whole)
        start += UInt64(whole)
        count -= whole
        writtenCount = count
    }

    /// Returns how the descriptor is set now.
    private func setDirect(_ isWanted: Bool) -> Bool {
        if isWanted == isDirect { return isDirect }
        let flags = fcntl(descriptor, F_GETFL)
        let wanted = isWanted ? flags | Self.direct : flags & ~Self.direct
        if flags >= 0, fcntl(descriptor, F_SETFL, wanted) == 0 {
            isDirect = isWanted
        } else if isWanted {
            canBeDirect = false
        }
        return isDirect
    }

    /// `O_DIRECT` of open(2), which Glibc's module leaves out.
    #if arch(arm64) || arch(arm)
        private static let direct: Int32 = 0o200000
    #else
        private static let direct: Int32 = 0o40000
    #endif
}
