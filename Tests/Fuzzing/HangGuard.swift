import Foundation
import Testing

/// Ends the whole run of the tests when a test's body takes too long.
///
/// The time limit of Swift Testing counts from before the body starts, which may wait for minutes
/// behind other tests that block, and it cannot end a body that never returns. A body that awaits
/// stands behind others as well, so this counts seconds in which a task that waits as the body does
/// had its turn; only when there was none for ``silentSecondsMax`` all bodies hang.
public struct HangGuard: TestTrait, SuiteTrait, TestScoping {
    fileprivate let seconds: Int

    /// Longer than the blocking tests of a run take together; under a sanitizer half an hour.
    private static let silentSecondsMax = isSanitized ? 3_600 : 1_800

    private static let isSanitized =
        ProcessInfo.processInfo.environment["ENLIST_SANITIZER"] != nil

    public var isRecursive: Bool { true }

    public func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
    ) async throws {
        let countdown = Countdown(seconds: seconds, name: test.displayName ?? test.name)
        // Not on a thread of the tests, which may all be blocked.
        let timer = DispatchSource.makeTimerSource()
        timer.setEventHandler { countdown.noteSecond() }
        timer.schedule(deadline: .now() + .seconds(1), repeating: .seconds(1))
        timer.resume()
        defer { timer.cancel() }
        try await body()
    }

    private final class Countdown: Sendable {
        private struct State {
            var turns = 0
            /// Seconds since a task began to wait for its turn; nil when none does.
            var silence: Int?
        }

        private let state = Guarded(State())
        private let seconds: Int
        private let name: String

        init(seconds: Int, name: String) {
            self.seconds = seconds
            self.name = name
        }

        func noteSecond() {
            let asks = state.withLock { state in
                let asks = state.silence == nil
                state.silence = (state.silence ?? 0) + 1
                if state.silence ?? 0 > HangGuard.silentSecondsMax { fail("no test goes on") }
                return asks
            }
            guard asks else { return }
            Task.detached { [self] in
                state.withLock { state in
                    state.silence = nil
                    state.turns += 1
                    if state.turns > seconds { fail("did not end within \(seconds) seconds") }
                }
            }
        }

        private func fail(_ reason: String) -> Never { fatalError("\"\(name)\": \(reason)") }
    }
}

extension Trait where Self == HangGuard {
    /// The body of each test, and of each of its cases, ends within so many seconds in which other
    /// tests go on.
    public static func endsWithin(seconds: Int) -> HangGuard { HangGuard(seconds: seconds) }
}
