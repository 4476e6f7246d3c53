import Dispatch
import Foundation
import ImportPipeline

/// Turns SIGINT and SIGTERM into a stop at the next commit; the second one ends the process at
/// once, and so does the first one while the run waits for the workspace or the beginning of its
/// inputs. One that comes while the result is written changes nothing any more.
final class Signals {
    private let sources: [any DispatchSourceSignal]

    /// - Parameter beforeExit: is told the exit status of a process that ends at once.
    init(
        stop: StopFlag, log: MessageLog, beforeExit: @escaping @Sendable (Int32) -> Void = { _ in }
    ) {
        let queue = DispatchQueue(label: "signals")
        Self.hold()
        sources = Self.numbers.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                let ends = stop.requested != nil || !stop.isWatched
                if FinalObject.holdsOff(aSignalThatEnds: ends) {
                    if stop.requested == nil { stop.request(signal: number) }
                    return
                }
                if ends {
                    StatusLine.clear()
                    beforeExit(128 + number)
                    FinalObject.writeFailure(
                        Self.problem, state: "interrupted", exitStatus: 128 + number,
                        next: RunPlace.current.next ?? FinalObject.again)
                    _exit(128 + number)
                }
                stop.request(signal: number)
                log.note("stopping at the next commit; once more to stop at once")
            }
            source.resume()
            return source
        }
    }

    private static let problem = ImportError(
        .busy, code: "interrupted", "a signal ended the process at once")

    private static let numbers = [SIGINT, SIGTERM]

    /// Keeps signals for the sources, in this thread and all that it starts; an ignored one would
    /// be lost as long as its source is not registered.
    static func hold() {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }
}
