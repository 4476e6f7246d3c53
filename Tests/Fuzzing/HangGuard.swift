import Foundation
import Testing

/// Ends the whole run of the tests when a test's body takes too long.
///
/// The time limit of Swift Testing counts from before the body starts, which may wait for minutes
/// behind other tests that block, and it cannot end a body that never returns. A body that waits
/// for a task may stand behind others as well: `ENLIST_PATIENCE` multiplies the limits for builds
/// in which those take long.
package struct HangGuard: TestTrait, SuiteTrait, TestScoping {
    fileprivate let seconds: Int

    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
    ) async throws {
        let patience = ProcessInfo.processInfo.environment["ENLIST_PATIENCE"].flatMap { Int($0) }
        let seconds = seconds * max(patience ?? 1, 1)
        let name = test.displayName ?? test.name
        // Not on a thread of the tests, which may all be blocked.
        let timer = DispatchSource.makeTimerSource()
        timer.setEventHandler {
            fatalError("\"\(name)\" did not end within \(seconds) seconds")
        }
        timer.schedule(deadline: .now() + .seconds(seconds))
        timer.resume()
        defer { timer.cancel() }
        try await body()
    }
}

extension Trait where Self == HangGuard {
    /// The body of each test, and of each of its cases, ends within so many seconds.
    package static func endsWithin(seconds: Int) -> HangGuard { HangGuard(seconds: seconds) }
}
