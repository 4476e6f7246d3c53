import Foundation
import Fuzzing
import Synchronization
import Testing

@testable import ImportPipeline

@Suite("The provider's client", .endsWithin(seconds: 120), .serialized)
struct ProviderClientTests {
    @Test("goes on with its calls while its owner has other work, as far as answers may wait")
    func goesOn() throws {
        // When a call stands still for half a second, answers want to be on disk first, and rightly
        // nothing is begun: then, and then alone, once more.
        let tries = 4
        let isDone = try (1...tries).contains { _ in
            let (isMore, longest) = try goingOnWithoutDelivery()
            if !isMore { try #require(longest >= 0.5) }
            return isMore
        }
        #expect(isDone)
    }

    /// Whether more than the first calls were answered, and the seconds that the longest call took.
    private func goingOnWithoutDelivery() throws -> (isMore: Bool, longest: Double) {
        let tally = Tally()
        let service = try LoopbackService { connection, _ in
            guard let phone = Self.phoneAsked(connection) else { return }
            tally.answered.add(1, ordering: .relaxed)
            Self.answer(200, #"{"results":[{"phone":"\#(phone)","error":"no route"}]}"#, connection)
        }
        defer { service.stop() }
        let client = try client(of: service)
        let asked = calls(9)
        try client.begin(asked, of: 1)
        let deadline = Date() + 25
        var longest = 0.0
        // The first calls are four, and nobody waits for them.
        let stop = StopFlag()
        while tally.answered.load(ordering: .relaxed) <= 4, Date() < deadline {
            let start = ProcessInfo.processInfo.systemUptime
            client.goOn(stop: stop)
            longest = max(longest, ProcessInfo.processInfo.systemUptime - start)
        }
        let isMore = tally.answered.load(ordering: .relaxed) > 4
        var arrived: Set<Int64> = []
        try client.finish(
            1, stop: StopFlag(), refill: {},
            deliver: { arrived.formUnion($0.map(\.call.id)) })
        #expect(arrived == Set(asked.map(\.id)))
        return (isMore, longest)
    }

    @Test("says only when it is waited for that the service refuses the key")
    func refusalsWait() throws {
        let tally = Tally()
        let service = try LoopbackService { connection, _ in
            _ = Self.phoneAsked(connection)
            Self.answer(403, "{}", connection)
            tally.answered.add(1, ordering: .relaxed)
        }
        defer { service.stop() }
        let client = try client(of: service)
        try client.begin(calls(9), of: 1)
        let deadline = Date() + 50
        while tally.answered.load(ordering: .relaxed) < 4, Date() < deadline {
            client.goOn(stop: StopFlag())
        }
        // A refused client begins nothing.
        for _ in 0..<100 {
            client.goOn(stop: StopFlag())
            Thread.sleep(forTimeInterval: 0.001)
        }
        #expect(tally.answered.load(ordering: .relaxed) <= 4)
        let failure = #expect(throws: ImportError.self) {
            try client.finish(1, stop: StopFlag(), refill: {}, deliver: { _ in })
        }
        #expect(failure?.code == "provider_refused")
    }

    private final class Tally: Sendable {
        let answered = Atomic(0)
    }

    private func client(of service: LoopbackService) throws -> ProviderClient {
        let options = try ProviderOptions(url: service.url, key: nil, allowsInsecure: false)
        let body = CallBody(options: options, account: 1, job: 1, secret: [1])
        return ProviderClient(
            options, body: body, putOnDisk: { $0.map { _ in 1 } }, onNotice: { _ in })
    }

    /// Calls of one number each.
    private func calls(_ count: Int) -> [PlannedCall] {
        (1...count).map { index in
            let ask = ValidationAsk(phone: 14_155_550_000 + UInt64(index), isForced: false)
            return PlannedCall(id: Int64(index), asks: [ask])
        }
    }

    private static func phoneAsked(_ connection: Int32) -> String? {
        LoopbackService.read(until: #""force":"#, from: connection)?
            .firstMatch(of: /"phones":\["(\+[0-9]+)"/).map { String($0.1) }
    }

    private static func answer(_ status: Int, _ body: String, _ connection: Int32) {
        LoopbackService.send(
            "HTTP/1.1 \(status) A\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)", to: connection)
    }
}
