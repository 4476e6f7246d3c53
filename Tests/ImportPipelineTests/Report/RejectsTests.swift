import Foundation
import Fuzzing
import Testing

@testable import ContactStore
@testable import Contacts
@testable import ImportPipeline
@testable import Records

@Suite("Rejects and damage")
struct RejectsTests {
    private static let input: [UInt8] = damagedRows(3_000)

    @Test("are the same with any number of threads, and any size of batch and group")
    func anyThreads() throws {
        let plain = try run { $0.threads = 1 }
        for (threads, batchRows, groupRows) in [(3, 1, 500), (2, 7, 100), (8, 1000, 1)] {
            let varied = try run {
                $0.threads = threads
                $0.batchRows = batchRows
                $0.groupRows = groupRows
            }
            #expect(varied.rejects == plain.rejects)
            #expect(varied.damage == plain.damage)
        }
        #expect(plain.rejects.split(separator: "\n").count > 100)
        #expect(
            plain.damage.contains("number_sequence") && plain.damage.contains("repeated_number"))
    }

    @Test("are the same after a stop and a resume", arguments: [20, 60, 150])
    func resumed(maxRejects: Int) throws {
        let plain = try run { $0.threads = 2 }
        let workspace = try TestWorkspace()
        let rejects = workspace.folder.appendingPathComponent("rejects.csv").path
        func set(_ options: inout ImportOptions) {
            options.rejects = rejects
            options.batchRows = 50
            options.groupRows = 100
        }
        let stopped = try workspace.importing(.bytes(Self.input)) {
            set(&$0)
            $0.maxRejects = .rows(maxRejects)
        }
        #expect(stopped.problem?.code == "too_many_rejects")
        #expect(stopped.summary.rows > 0 && stopped.summary.rows < 3_000)
        let finished = try workspace.resuming(.bytes(Self.input)) { set(&$0) }
        #expect(finished.problem == nil)
        #expect(try text(rejects) == plain.rejects)
        #expect(DamageText.json(finished.summary.findings) == plain.damage)
    }

    @Test("that were changed between are not gone on with")
    func changed() throws {
        let workspace = try TestWorkspace()
        let rejects = workspace.folder.appendingPathComponent("rejects.csv").path
        _ = try workspace.importing(.bytes(Self.input)) {
            $0.rejects = rejects
            $0.groupRows = 100
            $0.batchRows = 50
            $0.maxRejects = .rows(50)
        }
        try Data("x".utf8).write(to: URL(fileURLWithPath: rejects))
        #expect {
            try workspace.resuming(.bytes(Self.input)) { $0.rejects = rejects }
        } throws: { ($0 as? ImportError)?.code == "rejects_changed" }
    }

    @Test("survive as text: what a checkpoint keeps is what was tallied")
    func state() throws {
        let workspace = try TestWorkspace()
        let damage = try workspace.importing(.bytes(Self.input)).summary.damage
        let state = try JSONValue(parsing: Array(damage.state.utf8))
        #expect(DamageTally(state: state) == damage)
    }

    @Test(
        "that a checkpoint does not hold rightly are refused",
        arguments: [
            "{}", "[]", #"{"findings":[[1]],"lengths":[],"input":null}"#,
            #"{"findings":[],"lengths":[1,2],"input":null}"#,
            #"{"findings":[],"lengths":[],"input":{}}"#,
            #"{"findings":[[0,99,1]],"lengths":[],"input":null}"#,
            #"{"findings":[],"lengths":[99999,1,1],"input":null}"#,
        ])
    func brokenState(text: String) throws {
        #expect(DamageTally(state: try JSONValue(parsing: Array(text.utf8))) == nil)
    }

    private func run(
        _ change: (inout ImportOptions) -> Void
    ) throws -> (rejects: String, damage: String) {
        let workspace = try TestWorkspace()
        let rejects = workspace.folder.appendingPathComponent("rejects.csv").path
        let outcome = try workspace.importing(.bytes(Self.input)) {
            $0.rejects = rejects
            change(&$0)
        }
        #expect(outcome.problem == nil)
        return (try text(rejects), DamageText.json(outcome.summary.findings))
    }

    private func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
}

/// Rows with every kind of damage that rows show, the same in every run.
private func damagedRows(_ count: Int) -> [UInt8] {
    var random = SeededRandom(seed: 11)
    var text = "name,phone,city\n"
    for row in 0..<count {
        switch row % 100 {
        case 0..<15: text += "a,415555\(2000 + row),Rome\n"
        case 15..<22: text += "a,x\(row),41555530\(row % 90 + 10)\n"
        case 22: text += "name,phone,city\n"
        case 23: text += "JosÃ©,1.41556E+10,\"O\"\"Neil\"\n"
        case 24: text += "b,4155550123.0\n"
        case 25: text += "b,415,\"two\nlines\",surplus\n"
        case 26..<60: text += "c,4155550007,x\n"
        default: text += "d,415\(2_000_000 + random.next(below: 900_000)),Bonn\n"
        }
    }
    return Array((text + "Total").utf8)
}
