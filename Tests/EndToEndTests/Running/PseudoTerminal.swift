import Foundation

/// A terminal without a screen: what is sent is read at its master, and after the hang-up reading
/// fails there with an input/output error, as a broken disk does.
final class PseudoTerminal {
    let master: Int32
    private var other: Int32

    struct Failure: Error { let errno: Int32 }

    init() throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var isLocked: Int32 = 0
        var number: Int32 = 0
        guard master >= 0, ioctl(master, Self.setLock, &isLocked) == 0,
            ioctl(master, Self.getNumber, &number) == 0
        else { throw Failure(errno: errno) }
        other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard other >= 0 else { throw Failure(errno: errno) }
    }

    deinit {
        hangUp()
        close(master)
    }

    /// TIOCSPTLCK and TIOCGPTN of Linux, which Swift does not import.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    /// - Parameter text: less than the 4 KiB that the system keeps.
    func send(_ text: String) throws {
        let bytes = Array(text.utf8)
        guard write(other, bytes, bytes.count) == bytes.count else { throw Failure(errno: errno) }
    }

    func hangUp() {
        if other >= 0 { close(other) }
        other = -1
    }
}
