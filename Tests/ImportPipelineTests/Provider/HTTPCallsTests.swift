import Foundation
import Fuzzing
import Testing

@testable import ImportPipeline

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite("Calls to a service that floods", .endsWithin(seconds: 120), .serialized)
struct HTTPCallsTests {
    @Test(
        "end at once, several on one session, and it is cut off",
        arguments: [(4, false), (1, true)])
    func floodsEnd(count: Int, isChunked: Bool) throws {
        let service = try FloodingService(isChunked: isChunked)
        defer { service.stop() }
        let calls = HTTPCalls(connectionsMax: 4)
        defer { calls.stopSharing() }
        let names = (0..<count).map { _ in calls.start(request(to: service), bytesMax: 100_000) }
        let flooded = ends(of: names, calls).count {
            if case .tooLarge = $0 { true } else { false }
        }
        #expect(flooded == count)
        #expect(service.isLeft(within: 50))
        // What the system buffers is a few MiB a connection.
        #expect(service.sent < names.count << 26, "\(service.sent)")
    }

    @Test("do not hold up those that are refused meanwhile on the same session")
    func refusalsEnd() throws {
        let service = try FloodingService(refusesEverySecond: true)
        defer { service.stop() }
        let calls = HTTPCalls(connectionsMax: 8)
        defer { calls.stopSharing() }
        let names = (0..<8).map { _ in calls.start(request(to: service), bytesMax: 100_000) }
        let outcomes = ends(of: names, calls)
        let refused = outcomes.count {
            if case .response(401, _, _) = $0 { true } else { false }
        }
        #expect(outcomes.count == 8)
        #expect(refused == 4)
        #expect(service.isLeft(within: 20))
    }

    @Test("that are given up while bytes come are cut off")
    func cancelled() throws {
        let service = try FloodingService()
        defer { service.stop() }
        let calls = HTTPCalls(connectionsMax: 4)
        defer { calls.stopSharing() }
        let names = (0..<4).map { _ in calls.start(request(to: service), bytesMax: 1 << 26) }
        while service.sent < 1 << 24 { Thread.sleep(forTimeInterval: 0.001) }
        names.forEach(calls.cancel)
        #expect(service.isLeft(within: 20))
        let ended = calls.take(waiting: 0)?.call
        #expect(ended == nil)
    }

    @Test("are read no faster than who is told takes it")
    func slowDelegate() throws {
        let service = try FloodingService()
        defer { service.stop() }
        let delegate = SlowDelegate()
        let line = HTTPLine(connectionsMax: 1, delegate: delegate)
        let request = request(to: service)
        line.tell { $0.dataTask(with: request).resume() }
        Thread.sleep(forTimeInterval: 1)
        #expect(service.sent > 0)
        #expect(service.sent < 1 << 26, "\(service.sent)")
        line.tell { $0.invalidateAndCancel() }
        #expect(service.isLeft(within: 20))
    }

    /// All of them, or those before the first that does not come.
    ///
    /// The calls stay out of what is expected: when that fails, Swift Testing would look into a
    /// session at work.
    private func ends(of names: [Int], _ calls: HTTPCalls) -> [HTTPCalls.Outcome] {
        var outcomes: [HTTPCalls.Outcome] = []
        while outcomes.count < names.count, let ended = calls.take(waiting: 50) {
            outcomes.append(ended.outcome)
        }
        return outcomes
    }

    private func request(to service: FloodingService) -> URLRequest {
        var request = URLRequest(url: URL(fileURLWithPath: "/"))
        request.url = URL(string: service.url)
        return request
    }

    private final class SlowDelegate: NSObject, URLSessionDataDelegate, Sendable {
        func urlSession(
            _ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data
        ) {
            Thread.sleep(forTimeInterval: 0.05)
        }
    }
}
