import Dispatch
import Foundation
import ImportPipeline
import Synchronization

/// Shows how far an import is, from time to time, whenever it tells.
final class ProgressDisplay {
    enum Way {
        case none
        /// One line of a terminal, drawn again and again.
        case line
        /// Plain lines of a log.
        case log
    }

    /// Ten times a second is as often as people can see.
    private static let drawSeconds = 0.1
    private static let logSeconds = 3.0

    private let told: ToldProgress
    private let timer: (any DispatchSourceTimer)?
    private let way: Way
    private let log: MessageLog

    init(way: Way, log: MessageLog) {
        let told = ToldProgress()
        self.told = told
        self.way = way
        self.log = log
        if way == .none {
            timer = nil
            return
        }
        let seconds = way == .line ? Self.drawSeconds : Self.logSeconds
        let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "progress"))
        timer.schedule(deadline: .now() + seconds, repeating: seconds)
        timer.setEventHandler { Self.show(told, way, log) }
        timer.resume()
        self.timer = timer
    }

    deinit { timer?.cancel() }

    /// Takes what is shown from now on; cheap, whoever calls it how often.
    func show(_ progress: ImportProgress) { told.tell(progress) }

    /// Shows no more: takes the line away, or writes the log's last one.
    func end() {
        if way == .log { Self.show(told, way, log) }
        told.forget()
        if way == .line { StatusLine.clear() }
    }

    private static func show(_ told: ToldProgress, _ way: Way, _ log: MessageLog) {
        // Under its lock, so that nothing is drawn behind the end.
        told.withText { text in
            switch way {
            case .none: break
            case .line: StatusLine.draw(text.line(on: .current))
            case .log: log.note(text.logLine)
            }
        }
    }
}

/// What a run said last about how far it is; the run and the clock meet here.
private final class ToldProgress: Sendable {
    private struct State {
        var last: ImportProgress?
        var first: (rows: Int, bytes: UInt64)?
        let begin = ContinuousClock.now
    }

    private let state = Mutex(State())

    func tell(_ progress: ImportProgress) {
        state.withLock { state in
            state.last = progress
            if state.first == nil { state.first = (progress.rows, progress.bytes) }
        }
    }

    func forget() { state.withLock { $0.last = nil } }

    func withText(_ body: (ProgressText) -> Void) {
        state.withLock { state in
            guard let last = state.last, let first = state.first else { return }
            let elapsed = (ContinuousClock.now - state.begin) / .seconds(1)
            body(ProgressText(progress: last, seconds: elapsed, earlier: first))
        }
    }
}
