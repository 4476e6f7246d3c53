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
        other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
        guard other >= 0 else { throw Failure(errno: errno) }
    }

    deinit {
        hangUp()
        close(master)
    }

    /// TIOCSPTLCK and TIOCGPTN of Linux, which Swift does not import.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    /// Sends all of it while somebody reads at the master; gives up when nobody does.
    func send(_ text: String, secondsMax: Double = 20) throws {
        var rest = Array(text.utf8)[...]
        let deadline = Date() + secondsMax
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(other, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN, Date() < deadline {
                usleep(1_000)
            } else {
                throw Failure(errno: errno)
            }
        }
    }

    func hangUp() {
        if other >= 0 { close(other) }
        other = -1
    }
}
