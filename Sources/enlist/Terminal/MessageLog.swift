import Foundation
import ImportPipeline
import Records
import Synchronization

/// Messages on standard error, as text or as one JSON object a line.
struct MessageLog: Sendable {
    let isJSON: Bool
    let isQuiet: Bool

    /// What is said outside of a run, before its options are read or when it cannot begin.
    static var ofProcess: MessageLog {
        get { process.withLock { $0 } }
        set { process.withLock { $0 = newValue } }
    }

    private static let process = Mutex(MessageLog(isJSON: false, isQuiet: false))

    init(_ words: TypedWords) {
        self.init(isJSON: words.has("--log-format", "json"), isQuiet: false)
    }

    init(_ invocation: Invocation) {
        self.init(
            isJSON: invocation["--log-format"] == "json", isQuiet: invocation.has("--quiet"))
    }

    init(isJSON: Bool, isQuiet: Bool) {
        self.isJSON = isJSON
        self.isQuiet = isQuiet
    }

    func note(_ message: String) {
        if isQuiet { return }
        if isJSON { write(level: "info", code: nil, message) } else { Terminal.note(message) }
    }

    /// Errors are printed even when quiet.
    func error(_ error: ImportError) {
        if isJSON {
            write(level: "error", code: error.code, error.message)
        } else {
            Terminal.complain(error.message)
        }
    }

    /// A line has the job and how many of its rows are stored, once there is one.
    private func write(level: String, code: String?, _ message: String) {
        var line = JSONObject()
        line.add("level", level)
        if let code { line.add("code", code) }
        let place = RunPlace.current
        if let job = place.job {
            line.add("job", "\(job)")
            line.add("row", place.row)
        }
        line.add("message", message)
        StatusLine.aside { Terminal.writeLine(line.text, to: STDERR_FILENO) }
    }
}
