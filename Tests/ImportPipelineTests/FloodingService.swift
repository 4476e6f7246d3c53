import Foundation
import Synchronization

/// A service on this machine whose answers have no end and come as fast as it can send them.
final class FloodingService: Sendable {
    private struct NoSocket: Error {}

    private let listener: Int32
    private let refusesEverySecond: Bool
    private let isChunked: Bool
    private let connections = Atomic(0)
    private let open = Atomic(0)
    private let bytes = Atomic(0)
    let url: String

    /// - Parameter refusesEverySecond: whether every second connection is asked for a password
    ///   instead.
    /// - Parameter isChunked: whether each byte comes as a chunk of its own.
    init(refusesEverySecond: Bool = false, isChunked: Bool = false) throws {
        self.isChunked = isChunked
        self.refusesEverySecond = refusesEverySecond
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
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// Takes no more connections; those that are open end with their callers.
    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    /// Bytes that were sent or wait in the system's buffers.
    var sent: Int { bytes.load(ordering: .relaxed) }

    /// Whether callers came and all have gone.
    func isLeft(within seconds: Double) -> Bool {
        let deadline = Date() + seconds
        while connections.load(ordering: .acquiring) == 0 || open.load(ordering: .acquiring) > 0 {
            if Date() > deadline { return false }
            Thread.sleep(forTimeInterval: 0.01)
        }
        return true
    }

    private func acceptAll() {
        while true {
            let connection = accept(listener, nil, nil)
            if connection < 0 { break }
            open.add(1, ordering: .acquiringAndReleasing)
            let number = connections.add(1, ordering: .acquiringAndReleasing).newValue
            Thread.detachNewThread { [self] in
                if refusesEverySecond && number % 2 == 0 {
                    refuse(connection)
                } else {
                    flood(connection)
                }
                close(connection)
                open.subtract(1, ordering: .acquiringAndReleasing)
            }
        }
        close(listener)
    }

    private func refuse(_ connection: Int32) {
        send(
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"a\"\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n", to: connection)
        // Until the caller hangs up.
        var rest = [UInt8](repeating: 0, count: 4096)
        while read(connection, &rest, rest.count) > 0 {}
    }

    private func flood(_ connection: Int32) {
        send(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + (isChunked ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n"), to: connection)
        let blank =
            isChunked
            ? String(repeating: "1\r\n \r\n", count: 1 << 13)
            : String(repeating: " ", count: 1 << 16)
        while send(blank, to: connection) {}
    }

    @discardableResult
    private func send(_ text: String, to connection: Int32) -> Bool {
        var left = Array(text.utf8)[...]
        while !left.isEmpty {
            let count = left.withUnsafeBytes {
                Foundation.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            left = left.dropFirst(count)
            bytes.add(count, ordering: .relaxed)
        }
        return true
    }
}
