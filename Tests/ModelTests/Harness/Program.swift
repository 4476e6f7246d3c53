import Foundation

/// Runs a program to its end, with its output in files, so that no pipe can fill up.
struct Program {
    struct Outcome {
        let status: Int32
        let output: Text
        let complaint: Text
    }

    private static let secondsMax = 120

    let path: String
    let directory: URL

    /// The command as the build made it, beside the test bundle.
    static func enlist(in directory: URL) -> Program {
        let bundle = Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
        let path = bundle.deletingLastPathComponent().appending(path: "enlist").path()
        return Program(path: path, directory: directory)
    }

    /// `timeout` ends a run that hangs, with status 124.
    func run(
        _ arguments: [String], environment: [String: String] = [:], input: Text = ""
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = ["\(Program.secondsMax)", path] + arguments
        process.environment = environment.merging([
            "HOME": directory.path(), "PATH": "/usr/bin:/bin", "NO_COLOR": "1",
        ]) { given, _ in given }
        process.currentDirectoryURL = directory
        let files = [
            try file("input", holding: input, for: .reading),
            try file("output", holding: "", for: .writing),
            try file("complaint", holding: "", for: .writing),
        ]
        // Foundation keeps them, and cannot wait for a program when a thousand files are open.
        defer { for file in files { try? file.close() } }
        process.standardInput = files[0]
        process.standardOutput = files[1]
        process.standardError = files[2]
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: try text(of: "output"),
            complaint: try text(of: "complaint"))
    }

    private enum Use { case reading, writing }

    private func file(_ name: String, holding text: Text, for use: Use) throws -> FileHandle {
        let url = directory.appending(path: name)
        try Data(text.bytes).write(to: url)
        return use == .reading
            ? try FileHandle(forReadingFrom: url) : try FileHandle(forWritingTo: url)
    }

    private func text(of name: String) throws -> Text {
        Text(try Data(contentsOf: directory.appending(path: name)))
    }
}
