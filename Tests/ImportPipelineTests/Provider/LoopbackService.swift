import Foundation
import Synchronization

/// Takes connections on this machine, each served on a thread of its own.
final class LoopbackService: Sendable {
    private struct NoSocket: Error {}

    private let listener: Int32
    private let accepted = Atomic(0)
    private let open = Atomic(0)
    let url: String

    /// - Parameter serve: given a connection, which is closed when it returns, and its number, from
    ///   1 on.
    init(_ serve: @escaping @Sendable (_ connection: Int32, _ number: Int) -> Void) throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let listens = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                bind(listener, name, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, name, &length) == 0
            }
        }
        guard listens else { throw NoSocket() }
        url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        Thread.detachNewThread { [self] in acceptAll(serve) }
    }

    /// Takes no more connections; those that are open end with their callers.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    /// Whether callers came and all have gone.
    func isLeft(within seconds: Double) -> Bool {
        let deadline = Date() + seconds
        while accepted.load(ordering: .acquiring) == 0 || open.load(ordering: .acquiring) > 0 {
            if Date() > deadline { return false }
            Thread.sleep(forTimeInterval: 0.01)
        }
        return true
    }

    private func acceptAll(_ serve: @escaping @Sendable (Int32, Int) -> Void) {
        while true {
            let connection = accept(listener, nil, nil)
            if connection < 0 { break }
            open.add(1, ordering: .acquiringAndReleasing)
            let number = accepted.add(1, ordering: .acquiringAndReleasing).newValue
            Thread.detachNewThread { [self] in
                serve(connection, number)
                close(connection)
                open.subtract(1, ordering: .acquiringAndReleasing)
            }
        }
        close(listener)
    }

    /// Sends what it can; returns its bytes, fewer than all when the caller has gone.
    @discardableResult
    static func send(_ text: String, to connection: Int32) -> Int {
        var left = Array(text.utf8)[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes {
                Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { break }
            left = left.dropFirst(count)
        }
        return text.utf8.count - left.count
    }

    /// Reads what the caller sends until it holds the text; nil when it ends before.
    static func read(until end: String, from connection: Int32) -> String? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while true {
            let text = String(decoding: bytes, as: UTF8.self)
            if text.contains(end) { return text }
            let count = Foundation.read(connection, &piece, piece.count)
            if count <= 0 { return nil }
            bytes += piece[..<count]
        }
    }
}
