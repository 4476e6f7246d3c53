import Foundation
import Fuzzing

@testable import ContactStore
@testable import ImportPipeline

/// A workspace in a folder of its own, with an account, two lists, a journey, ranges and a
/// blocklist.
final class TestWorkspace {
    let folder: URL
    var path: String { folder.appendingPathComponent("enlist.db").path }
    var report: String { folder.appendingPathComponent("report.ndjson").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("enlist-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let lock = try WorkspaceLock(workspace: path, purpose: "test")
        let workspace = try Workspace(creating: path, lock: lock)
        try workspace.connection.execute(Self.contents)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Imports bytes and returns how it went; a fixed secret and clock make reports comparable.
    func importing(
        _ input: InputLocation, stop: StopFlag = StopFlag(),
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> ImportOutcome {
        let lock = try WorkspaceLock(workspace: path, purpose: "test")
        let workspace = try Workspace(writing: path, lock: lock)
        var options = ImportOptions(inputs: [input])
        options.listNumber = "+18005551234"
        options.report = .file(report)
        change(&options)
        let account = try workspace.accounts()[0]
        let run = try ImportRun(
            workspace: workspace, account: account, options: options, clock: 1_795_435_200)
        return try run.run(stop: stop)
    }

    /// Goes on with the first job, which did not get to its end.
    func resuming(
        _ input: InputLocation, _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> ImportOutcome {
        let lock = try WorkspaceLock(workspace: path, purpose: "test")
        let workspace = try Workspace(writing: path, lock: lock)
        var options = ImportOptions(inputs: [input])
        options.listNumber = "+18005551234"
        options.report = .file(report)
        change(&options)
        guard let job = try workspace.job(1) else { throw MissingJob() }
        let run = try ImportRun(
            workspace: workspace, account: try workspace.accounts()[0], options: options,
            clock: 1_795_435_200, resuming: try ResumedJob(job))
        return try run.run(stop: StopFlag())
    }

    struct MissingJob: Error {}

    func reportText() throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: report)), as: UTF8.self)
    }

    /// Runs SQL that gives no rows.
    func execute(_ sql: String) throws {
        try Connection(path: path, access: .write).execute(sql)
    }

    /// All rows of a query, cells joined by `|`.
    func rows(_ sql: String) throws -> [String] {
        let connection = try Connection(path: path, access: .read)
        let statement = try connection.prepare(sql)
        var rows: [String] = []
        while try statement.step() {
            rows.append(
                (0..<statement.columnCount).map { statement.text($0) }.joined(separator: "|"))
        }
        return rows
    }

    /// The whole content, in an order that does not depend on internal keys.
    func contents() throws -> [String] {
        try rows("SELECT * FROM contact_view ORDER BY phone_number")
            + rows("SELECT * FROM list_contact_view ORDER BY list_number, phone_number")
            + rows("SELECT * FROM enrolment_view ORDER BY journey, phone_number")
            + rows("SELECT * FROM validation_view ORDER BY phone_number")
            + rows("SELECT account, phone_number, mills, job FROM ledger_view")
    }

    private static let contents = """
        UPDATE secrets SET value = zeroblob(32);
        INSERT INTO accounts VALUES(1, 'Acme', NULL, 'active', 0, 'US', 'active');
        INSERT INTO lists VALUES(1, 1, 18005551234, 'Main', NULL, 'active', 101);
        INSERT INTO lists VALUES(2, 1, 18005555678, 'Second', NULL, 'active', 102);
        INSERT INTO journeys VALUES(1, 1, 'Welcome', 'active',
            '{"operator":"AND","conditions":[{"type":"list","list_number":"+18005551234"}]}');
        INSERT INTO number_ranges VALUES('1415555', 'VERIZON', 'Verizon', 'mobile', 0, 'US',
            'California', 'San Francisco');
        INSERT INTO blocklist VALUES(1, 14155550999);
        INSERT INTO dnc VALUES(14155550001);
        """
}

/// Rows as they come: repeats, several lists, junk, opt-outs, validation, quotes and line ends.
func mixedRows(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    var text = "phone_number,list_number,name,use_validation,force,opted_out,use_journeys\r\n"
    for row in 0..<count {
        let line = random.next(below: 400)
        let phone = ["415555%04d", "(415) 555-%04d", "+1 415 555 %04d", "junk%d"][
            random.next(below: 16) == 0 ? 3 : random.next(below: 3)]
        let list = ["", "", "+18005555678", "+18005550000"][random.next(below: 4)]
        let name = ["Ann", "\"O\"\"Neil, B\"", "\"two\nlines\"", "Zoë"][random.next(below: 4)]
        let flags = (0..<4).map { _ in ["", "", "yes", "no"][random.next(below: 4)] }
        let optOut = random.next(below: 20) == 0 ? "yes" : ""
        // Behind the quotes of a field over lines it would make the record malformed.
        let appended = row % 7 == 0 && !name.contains("\n") ? "x" : ""
        text += String(format: phone, line % 1000) + ",\(list),\(name)\(appended),"
        text += "\(flags[0]),\(flags[1]),\(optOut),\(flags[2])\r\n"
    }
    return Array(text.utf8)
}
