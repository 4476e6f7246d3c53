import Foundation
import Synchronization

/// A service on this machine whose answers have no end and come as fast as it can send them.
final class FloodingService: Sendable {
    private let service: LoopbackService
    private let bytes: Tally

    private final class Tally: Sendable {
        let count = Atomic(0)
    }

    /// - Parameter refusesEverySecond: whether every second connection is asked for a password
    ///   instead.
    /// - Parameter isChunked: whether each byte comes as a chunk of its own.
    init(refusesEverySecond: Bool = false, isChunked: Bool = false) throws {
        let bytes = Tally()
        self.bytes = bytes
        service = try LoopbackService { connection, number in
            if refusesEverySecond && number % 2 == 0 {
                Self.refuse(connection)
            } else {
                Self.flood(connection, isChunked: isChunked, bytes)
            }
        }
    }

    var url: String { service.url }

    /// Takes no more connections; those that are open end with their callers.
    func stop() { service.stop() }

    /// Bytes that were sent or wait in the system's buffers.
    var sent: Int { bytes.count.load(ordering: .relaxed) }

    /// Whether callers came and all have gone.
    func isLeft(within seconds: Double) -> Bool { service.isLeft(within: seconds) }

    private static func refuse(_ connection: Int32) {
        LoopbackService.send(
            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"a\"\r\n"
                + "Content-Length: 0\r\nConnection: close\r\n\r\n", to: connection)
        // Until the caller hangs up.
        var rest = [UInt8](repeating: 0, count: 4096)
        while read(connection, &rest, rest.count) > 0 {}
    }

    private static func flood(_ connection: Int32, isChunked: Bool, _ bytes: Tally) {
        LoopbackService.send(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                + (isChunked ? "Transfer-Encoding: chunked\r\n\r\n" : "\r\n"), to: connection)
        let blank =
            isChunked
            ? String(repeating: "1\r\n \r\n", count: 1 << 13)
            : String(repeating: " ", count: 1 << 16)
        while true {
            let count = LoopbackService.send(blank, to: connection)
            bytes.count.add(count, ordering: .relaxed)
            if count < blank.utf8.count { break }
        }
    }
}
