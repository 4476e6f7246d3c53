import Dispatch
import Foundation
import ImportPipeline

/// Turns SIGINT and SIGTERM into a stop at the next commit; the second one ends the process at once,
/// and so does the first one while the run waits for the workspace or the beginning of its inputs.
final class Signals {
    private let sources: [any DispatchSourceSignal]

    init(stop: StopFlag) {
        let queue = DispatchQueue(label: "signals")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                if stop.requested != nil || !stop.isWatched { _exit(128 + number) }
                stop.request(signal: number)
                Terminal.note("stopping at the next commit; once more to stop at once")
            }
            source.resume()
            return source
        }
    }
}
