import ImportPipeline
import Records

/// Messages on standard error, as text or as one JSON object a line.
struct MessageLog: Sendable {
    let isJSON: Bool
    let isQuiet: Bool

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

    private func write(level: String, code: String?, _ message: String) {
        var line = Array("{\"level\":\"\(level)\"".utf8)
        if let code { line += Array(",\"code\":\"\(code)\"".utf8) }
        line += Array(",\"message\":".utf8)
        appendJSONString(of: message, to: &line)
        line += Array("}\n".utf8)
        StatusLine.aside { Terminal.write(line, to: 2) }
    }
}
