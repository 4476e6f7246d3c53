import Foundation
import Testing

/// A caller that closes standard streams or gives a folder or an endless device for one, and what
/// a crash would leave behind.
@Suite("Whoever starts the command can make it harm nothing")
struct ProcessGuardTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write("phone,name\n4155552671,Ann\nx,Bob\n", to: "rows.csv")
    }

    @Test("by closing streams: no message goes into a file", arguments: 0..<8)
    func closedStreams(which: Int) throws {
        let closed = (0..<3).filter { which >> $0 & 1 == 1 }.map { "\($0)>&-" }
        let call =
            "\"$ENLIST\" import rows.csv --list +18005551234 --report r.ndjson --rejects bad.csv"
        let run = try sandbox.shell("\(call) \(closed.joined(separator: " "))")
        // What cannot be printed is no success.
        #expect(run.status == (closed.contains("1>&-") ? 1 : 3), "\(run.error)")
        #expect(sandbox.lines("r.ndjson").count == 2)
        #expect(sandbox.lines("r.ndjson").allSatisfy { $0.hasPrefix(#"{"row":"#) })
        #expect(sandbox.lines("bad.csv").count == 2)
        let lock = sandbox.lines("enlist.db-lock").joined()
        #expect(!lock.contains("Imported") && !lock.contains("CSV in"))
        #expect(try sandbox.enlist("check").status == 0)
    }

    @Test(
        "by standard input that cannot be read",
        arguments: ["add", "validate -", "apply -", "normalize -"], ["<&-", "< /"])
    func unreadable(command: String, input: String) throws {
        let run = try sandbox.shell("\"$ENLIST\" \(command) \(input)")
        #expect([1, 2].contains(run.status))
        #expect(run.error.hasPrefix("enlist: standard input: cannot read"), "\(run.error)")
    }

    @Test(
        "by standard input without end",
        arguments: [("add", 3), ("validate -", 2), ("apply -", 2), ("normalize -", 1)])
    func endless(command: String, status: Int32) throws {
        let run = try sandbox.shell("\"$ENLIST\" \(command) < /dev/zero")
        #expect(run.status == status, "\(run.error)")
    }

    @Test(
        "by few open files", arguments: [4, 8, 16, 24],
        ["validate 4155552671", "jobs --json", "import rows.csv --list +18005551234"])
    func fewFiles(count: Int, command: String) throws {
        let run = try sandbox.shell("ulimit -n \(count); exec \"$ENLIST\" \(command)")
        #expect([0, 1, 3, 75].contains(run.status), "\(run.error)")
    }

    #if os(Linux)
        @Test("and no core dump holds what it knew")
        func noCore() throws {
            let run = try sandbox.shell(
                """
                ulimit -c unlimited; mkfifo pipe; "$ENLIST" normalize pipe & exec 3>pipe
                grep 'core file size' /proc/$!/limits; exec 3>&-; wait
                """)
            #expect(run.output.contains("Max core file size        1  "))
        }
    #endif
}
