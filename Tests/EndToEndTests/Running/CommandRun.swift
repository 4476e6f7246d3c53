import Foundation

/// One run of a program: arguments, environment, standard input, and a limit of time.
struct CommandRun {
    var program = Self.enlist
    var arguments: [String]
    /// Added to `PATH` and what sanitizers are told, the only variables that are kept.
    var environment: [String: String] = [:]
    var input = Input.nothing
    /// Where the program runs; its output is kept there, too.
    let folder: URL
    /// A program that takes longer is killed: nothing here may hang, but a machine may be busy.
    var secondsMax = 180.0

    enum Input {
        case nothing
        case bytes(Data)
        case pipe(Pipe)
        case descriptor(Int32)
    }

    /// The binary that SwiftPM built beside the tests.
    static let enlist = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("enlist")

    /// Without this a program that ends early would end the tests that write to it.
    private static let ignoresClosedPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    func start() throws -> RunningCommand {
        Self.ignoresClosedPipes
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.environment = environment.merging(Self.kept) { own, _ in own }
        process.currentDirectoryURL = folder
        let input = try standardInput()
        process.standardInput = input
        let name = UUID().uuidString
        let output = folder.appendingPathComponent("\(name).out")
        let error = folder.appendingPathComponent("\(name).err")
        let files = [try Self.create(output), try Self.create(error)]
        process.standardOutput = files[0]
        process.standardError = files[1]
        // Foundation keeps them, and cannot wait for a program when a thousand files are open.
        defer {
            for file in files { try? file.close() }
            if case .bytes = self.input { try? (input as? FileHandle)?.close() }
        }
        return try RunningCommand(process, output: output, error: error, secondsMax: secondsMax)
    }

    /// Runs to the end.
    func result() throws -> CommandResult { try start().finish() }

    private func standardInput() throws -> Any {
        switch input {
        case .nothing: return FileHandle.nullDevice
        case .pipe(let pipe): return pipe
        case .descriptor(let descriptor): return FileHandle(fileDescriptor: descriptor)
        case .bytes(let bytes):
            let file = folder.appendingPathComponent("\(UUID().uuidString).in")
            try bytes.write(to: file)
            return try FileHandle(forReadingFrom: file)
        }
    }

    private static func create(_ file: URL) throws -> FileHandle {
        try Data().write(to: file)
        return try FileHandle(forWritingTo: file)
    }

    private static let kept = ["PATH": "/usr/bin:/bin"].merging(
        ProcessInfo.processInfo.environment.filter { name, _ in
            ["PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"].contains(name)
        }
    ) { _, own in own }
}

/// How a program ended and what it printed.
struct CommandResult {
    /// The exit status; a program that a signal ended has the signal's number below zero.
    let status: Int32
    let output: String
    let error: String

    var outputLines: [String] { output.split(separator: "\n").map(String.init) }

    /// The summary as `--summary json` prints it.
    func summary() throws -> Summary { try Summary(output) }
}
