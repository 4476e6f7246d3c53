import Foundation

/// A started program.
final class RunningCommand {
    private let process: Process
    private let ended = DispatchSemaphore(value: 0)
    private let output: URL
    private let error: URL
    private let deadline: DispatchTime

    struct TimedOut: Error, CustomStringConvertible {
        let arguments: [String]
        let error: String
        var description: String { "\(arguments) did not end; it said: \(error)" }
    }

    init(_ process: Process, output: URL, error: URL, secondsMax: Double) throws {
        self.process = process
        self.output = output
        self.error = error
        deadline = .now() + secondsMax
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
        killAtDeadline()
    }

    /// So that who writes to the program does not wait for ever either.
    private func killAtDeadline() {
        DispatchQueue.global().asyncAfter(deadline: deadline) { [weak process] in
            if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
    }

    /// What it has printed on standard error so far.
    var errorText: String { Self.text(error) }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Its arguments as `ps` shows them.
    func shownArguments() throws -> [String] {
        let bytes = try Data(
            contentsOf: URL(fileURLWithPath: "/proc/\(process.processIdentifier)/cmdline"))
        return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Looks every few milliseconds until a claim holds; kills the program when it never does.
    func wait(until holds: () throws -> Bool) throws {
        while try !holds() {
            guard process.isRunning, DispatchTime.now() < deadline else { throw killed() }
            usleep(20_000)
        }
    }

    /// Waits for its end.
    func finish() throws -> CommandResult {
        if ended.wait(timeout: deadline) == .timedOut { throw killed() }
        let sign: Int32 = process.terminationReason == .exit ? 1 : -1
        return CommandResult(
            status: sign * process.terminationStatus, output: Self.text(output),
            error: errorText)
    }

    private func killed() -> TimedOut {
        if process.isRunning { send(SIGKILL) }
        return TimedOut(arguments: process.arguments ?? [], error: errorText)
    }

    private static func text(_ file: URL) -> String {
        String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self)
    }
}
