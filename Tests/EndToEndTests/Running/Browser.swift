import Foundation

/// Headless Chromium, which opens pages that a server on this machine gives it.
final class Browser {
    /// Where Debian's package puts it; nil where it is not installed.
    static let program = ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    private let folder: URL
    private let server = Process()
    private let log: URL
    private let address: String

    /// What `page-probe.html` finds in `page.html`.
    struct Found: Decodable {
        let title: String
        let heading: String
        let levels: String
        let sum: [Int]
        let tables: [String: [String: Int]]
        let states: [String: Int]
        let refused: [[String]]
        let elements: [String]
        let handlers: Int
        let unlabelled: Int
        let looseHeadings: Int
        let overflow: Int
        let contrast: Double
        /// 0 black … 1 white.
        let ground: Double
        let requests: Int
    }

    /// - Parameter folder: with `page.html` in it.
    init(_ folder: URL) throws {
        self.folder = folder
        log = folder.appendingPathComponent("requests.log")
        try Data().write(to: log)
        let probe = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("page-probe.html")
        try Data(contentsOf: probe).write(to: folder.appendingPathComponent("probe.html"))
        let output = Pipe()
        server.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        server.arguments = ["python3", "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
        server.currentDirectoryURL = folder
        server.standardOutput = output
        server.standardError = try FileHandle(forWritingTo: log)
        try server.run()
        var line = ""
        while let byte = try output.fileHandleForReading.read(upToCount: 1),
            byte != Data("\n".utf8),
            !byte.isEmpty
        {
            line += String(decoding: byte, as: UTF8.self)
        }
        address = line.firstMatch(of: /http:\/\/[\d.]+:\d+/).map { String($0.output) } ?? ""
    }

    /// Other tests may have let this process, and so the server, pass over SIGTERM.
    deinit { kill(server.processIdentifier, SIGKILL) }

    /// Opens the page in a frame of so many pixels and looks at what is there.
    func look(width: Int, isDark: Bool) throws -> Found {
        let result = try run(
            isDark: isDark,
            ["--virtual-time-budget=10000", "--dump-dom", "\(address)/probe.html?width=\(width)"])
        guard let match = result.output.firstMatch(of: /\[\[([A-Za-z0-9+\/=]+)\]\]/),
            let json = Data(base64Encoded: String(match.output.1))
        else { throw Sandbox.Failure(description: "no probe in: \(result.output.prefix(2_000))") }
        return try JSONDecoder().decode(Found.self, from: json)
    }

    /// The page's text and elements after the browser has read it.
    func document() throws -> String {
        try run(isDark: false, ["--dump-dom", "\(address)/page.html"]).output
    }

    /// Paths that pages asked for, on whatever host. The browser's own calls home are signed with a
    /// `cup2key`.
    func requests() throws -> Set<String> {
        let paths = String(decoding: try Data(contentsOf: log), as: UTF8.self)
            .matches(of: /"(?:GET|POST|HEAD) (\S+) HTTP/).map { String($0.output.1) }
        return Set(paths.filter { !$0.contains("cup2key=") && $0 != "/favicon.ico" })
    }

    private func run(isDark: Bool, _ arguments: [String]) throws -> CommandResult {
        let port = address.split(separator: ":").last ?? "0"
        let profile = folder.appendingPathComponent("profile-\(UUID().uuidString)").path
        return try CommandRun(
            program: URL(fileURLWithPath: Self.program ?? ""),
            arguments: [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-proxy-server", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-features=NetworkTimeServiceQuerying",
                "--user-data-dir=\(profile)", "--window-size=1400,1000",
                // Whatever a page wants from elsewhere is asked here, and seen.
                "--host-resolver-rules=MAP * 127.0.0.1:\(port)",
                "--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)",
            ] + arguments,
            environment: ["HOME": folder.path], folder: folder
        ).result()
    }
}
