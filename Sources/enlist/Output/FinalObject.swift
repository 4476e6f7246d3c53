import Foundation
import ImportPipeline
import Synchronization

/// The one JSON object that a caller who asked for JSON gets, on every way out: the result, else
/// why there is none, with the exit status and how to go on.
enum FinalObject {
    private struct State {
        /// Where it goes; nil as long as nobody asked for one.
        var descriptor: Int32?
        var isWritten = false
        /// A signal came while it was written.
        var hasHeldOff = false
        /// A signal ends the process at this moment.
        var isEnding = false
    }

    private static let state = Mutex(State())

    /// Looks for `--json` and `--summary json` in what was typed, before anything can fail.
    static func begin(_ words: TypedWords) {
        let isWanted = words.has("--json") || words.has("--summary", "json")
        // The report of an import may have taken standard output.
        let descriptor = words.has("--report", "-") ? STDERR_FILENO : STDOUT_FILENO
        state.withLock { $0 = State(descriptor: isWanted ? descriptor : nil) }
    }

    /// The same for what a job was started with.
    static func want(_ invocation: Invocation) {
        guard invocation["--summary"] == "json" else { return }
        let goesToError = invocation["--report"] == "-"
        state.withLock { $0.descriptor = goesToError ? STDERR_FILENO : STDOUT_FILENO }
    }

    /// A command writes its result itself: nothing else may follow. Does not return where a signal
    /// ends the process meanwhile.
    static func isWrittenElsewhere() {
        let isEnding = state.withLock { state in
            if !state.isEnding { state.isWritten = true }
            return state.isEnding
        }
        while isEnding { sleep(1) }
    }

    /// Whether a signal changes nothing, as the object is there or is just being written and would
    /// be cut; only the first one, as its reader may be stuck.
    ///
    /// - Parameter ends: a signal that is not held off ends the process, which writes nothing else
    ///   then.
    static func holdsOff(aSignalThatEnds ends: Bool) -> Bool {
        state.withLock { state in
            if state.isWritten, !state.hasHeldOff {
                state.hasHeldOff = true
                return true
            }
            state.isEnding = ends
            return false
        }
    }

    /// Prints the result of a command with `--json`, and behind it how the command ended.
    ///
    /// - Parameter hasState: the result says itself in which state what it tells of is.
    /// - Returns: the exit status.
    static func write(
        _ result: JSONObject, hasState: Bool = false, exitStatus: Int32 = 0,
        problem: ImportError? = nil, next: String? = nil
    ) throws -> Int32 {
        var object = result
        if !hasState { object.add("state", problem == nil ? "finished" : "failed") }
        addEnd(of: problem, exitStatus: exitStatus, next: next, to: &object)
        isWrittenElsewhere()
        try ResultStream.write(Array((object.text + "\n").utf8))
        return exitStatus
    }

    /// Writes why there is no result, unless there is one.
    static func writeFailure(
        _ problem: ImportError, state name: String = "failed", exitStatus: Int32,
        next: String? = nil
    ) {
        state.withLock { state in
            guard let descriptor = state.descriptor, !state.isWritten else { return }
            state.isWritten = true
            var object = JSONObject()
            object.add("job", RunPlace.current.job.map { "\($0)" })
            object.add("state", name)
            addEnd(of: problem, exitStatus: exitStatus, next: next, to: &object)
            Terminal.writeLine(object.text, to: descriptor)
        }
    }

    /// How to go on where nothing is left of what was done.
    static let again = "run the same command again"

    /// The members that every end has.
    static func addEnd(
        of problem: ImportError?, exitStatus: Int32, next: String? = nil,
        to object: inout JSONObject
    ) {
        object.add("exit_status", Int(exitStatus))
        let change = problem.map(ResumeCall.change) ?? ""
        let call = change.isEmpty ? again : "\(again) with\(change)"
        object.add("next", next ?? (exitStatus == 75 ? call : nil))
        guard let problem else { return object.add("error", json: "null") }
        var error = JSONObject()
        error.add("code", problem.code)
        error.add("message", problem.message)
        object.add("error", json: error.text)
    }
}

/// The job that runs and how many of its rows are stored, for messages.
enum RunPlace {
    struct Place {
        var job: Int64?
        var row = 0
        /// The command that goes on with the job.
        var next: String?
    }

    private static let place = Mutex(Place())

    static var current: Place { place.withLock { $0 } }

    /// - Parameter next: the command that goes on with a job.
    static func set(_ progress: ImportProgress, next: (Int64) -> String) {
        place.withLock { place in
            if place.job != progress.job { place.next = progress.job.map(next) }
            place.job = progress.job
            place.row = progress.rows
        }
    }
}
