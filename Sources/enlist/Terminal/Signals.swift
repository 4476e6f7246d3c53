import Dispatch
import Foundation
import ImportPipeline

/// Turns SIGINT and SIGTERM into a stop at the next commit; the second one ends the process at
/// once, and so does the first one while the run waits for the workspace or the beginning of its
/// inputs. One that comes while the result is written changes nothing any more.
final class Signals {
    private let sources: [any DispatchSourceSignal]

    init(stop: StopFlag, log: MessageLog) {
        let queue = DispatchQueue(label: "signals")
        Self.block([SIGINT, SIGTERM])
        sources = [SIGINT, SIGTERM].map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if stop.requested == nil, FinalObject.isBegun {
                    return stop.request(signal: number)
                }
                if stop.requested != nil || !stop.isWatched {
                    StatusLine.clear()
                    FinalObject.writeFailure(
                        Self.problem, state: "interrupted", exitStatus: 128 + number)
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

    /// Keeps signals for the sources, in this thread and all that it starts; an ignored one would
    /// be lost as long as its source is not registered.
    private static func block(_ numbers: [Int32]) {
        var set = sigset_t()
        sigemptyset(&set)
        for number in numbers { sigaddset(&set, number) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }
}
