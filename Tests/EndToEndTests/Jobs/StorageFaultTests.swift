import Foundation
import Testing

@Suite("An import whose storage fails")
struct StorageFaultTests {
    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox()
        try sandbox.write(ExampleRows.csv(0..<2_000), to: "rows.csv")
    }

    @Test func aFullQuotaStopsItAndRoomLetsItGoOn() throws {
        // Blocks of 1 KiB: the report passes it in mid-import. A program under the thread sanitizer
        // keeps a file among the temporary ones, which must not be cut.
        let result = try sandbox.shell(
            "ulimit -f 250; TMPDIR=/nowhere exec \"$ENLIST\" \(Self.call)")
        #expect(result.status == 75)
        #expect(result.error.contains("COMMIT: disk I/O error"))
        #expect(result.error.contains("enlist resume 1"))
        try expectResumed()
    }

    @Test func aReportBeyondItsQuotaIsCutAndRoomLetsItGoOn() throws {
        let refused = (0..<24_000).map { "nobody \($0)\n" }.joined()
        try sandbox.write("phone_number\n" + refused, to: "refused.csv")
        // Refusals are nearly all report: lines of 24,000 rows pass the 3 MiB, the rest does not.
        let result = try sandbox.shell(
            "ulimit -f 3072; TMPDIR=/nowhere exec \"$ENLIST\" import refused.csv "
                + "--list +18005551234 --report report.ndjson --commit-rows 8000")
        #expect(result.status == 75, "\(result.error)")
        #expect(result.error.contains("report.ndjson: cannot write the report: File too large"))
        let kept = sandbox.lines().count
        #expect((8_000..<24_000).contains(kept))
        #expect(try sandbox.rows("SELECT checkpoint ->> 'rows' FROM jobs") == ["\(kept)"])
        #expect(try sandbox.enlist("resume").status == 3)
        let whole = sandbox.lines()
        #expect(whole.count == 24_000)
        #expect(whole.last?.contains("nobody 23999") == true)
    }

    @Test func rejectsBeyondTheQuotaAreCutToo() throws {
        let long = String(repeating: "q", count: 3_000)
        let refused = (0..<3_000).map { "nobody \($0),\(long)\n" }.joined()
        try sandbox.write("phone_number,x\n" + refused, to: "refused.csv")
        let call =
            "import refused.csv --list +18005551234 --report report.ndjson --rejects rejects.csv"
        let result = try sandbox.shell(
            "ulimit -f 5000; TMPDIR=/nowhere exec \"$ENLIST\" \(call) --commit-rows 1000")
        #expect(result.error.contains("rejects.csv: cannot write the rejects: File too large"))
        // A header and a line for each row that is stored.
        #expect(sandbox.lines("rejects.csv").count == sandbox.lines().count + 1)
        #expect(try sandbox.enlist("resume").status == 3)
        #expect(sandbox.lines("rejects.csv").count == 3_001)
    }

    @Test func aFullDiskStopsItAndRoomLetsItGoOn() throws {
        let result = try sandbox.shell(
            """
            mkdir small && mount -t tmpfs -o size=1200k none small || exit 77
            cp enlist.db rows.csv small && cd small
            "$ENLIST" \(Self.call); first=$?
            mount -o remount,size=64m none . && "$ENLIST" resume; second=$?
            wc -l < report.ndjson; sqlite3 enlist.db "SELECT count(*) FROM list_contacts"
            cd .. && umount small; [ $first = 75 ] && exit $second
            """)
        // A container without the right to mount cannot run this test.
        if result.status == 77 { return }
        #expect(result.status == 0, "\(result.error)")
        #expect(result.error.contains("make room"))
        #expect(result.outputLines.suffix(2) == ["2000", "2000"])
    }

    @Test func aReaderThatGoesAwayStopsIt() throws {
        let result = try sandbox.shell(
            "\"$ENLIST\" import rows.csv --list +18005551234 --commit-rows 100 --report - | head -1; "
                + "exit ${PIPESTATUS[0]}")
        #expect(result.status == 75)
        #expect(result.error.contains("standard output: cannot write the report: Broken pipe"))
        let resumed = try sandbox.enlist("resume")
        #expect(resumed.status == 0)
        #expect(try sandbox.count("list_contacts") == 2_000)
    }

    @Test func anotherProgramsLockStopsIt() throws {
        let result = try sandbox.shell(
            """
            (echo "BEGIN IMMEDIATE;"; sleep 9; echo "COMMIT;") | sqlite3 enlist.db & sleep 1
            "$ENLIST" \(Self.call)
            """)
        #expect(result.status == 75)
        #expect(result.error.contains("another program holds the workspace"))
        // No job could be written: the same call does it all.
        #expect(try sandbox.shell("\"$ENLIST\" \(Self.call)").status == 0)
        #expect(try sandbox.count("list_contacts") == 2_000)
    }

    @Test func aCutLogTakesBackWholeCommitsAndItGoesOn() throws {
        let killed = try sandbox.shell(
            """
            "$ENLIST" \(Self.call) & process=$!
            until [ "$(wc -l < report.ndjson)" -ge 500 ]; do sleep 0.02; done 2>/dev/null
            kill -KILL $process; wait $process
            size=$(stat -c %s enlist.db-wal); truncate -s $((size / 2)) enlist.db-wal
            """)
        #expect(killed.status == 0)
        try expectResumed()
    }

    @Test func aFolderWithoutRightsStopsItBeforeItBegins() throws {
        // The superuser may write everywhere; this folder cannot have files at all.
        let result = try sandbox.enlist(
            "import", "rows.csv", "--list", "+18005551234", "--report", "/proc/report.ndjson")
        #expect(result.status == 2)
        #expect(result.error.contains("/proc/report.ndjson: cannot open the report"))
        #expect(result.error.hasSuffix("; name another --report\n"))
        #expect(try sandbox.count("jobs") == 0)
    }

    private static let call =
        "import rows.csv --list +18005551234 --report report.ndjson --commit-rows 100"

    private func expectResumed() throws {
        let result = try sandbox.enlist("resume", "--summary", "json")
        #expect(result.status == 0)
        #expect(try result.summary().listContactsCreated == 2_000)
        #expect(sandbox.lines().count == 2_000)
        #expect(try sandbox.count("list_contacts") == 2_000)
        #expect(try sandbox.enlist("check").status == 0)
    }
}
