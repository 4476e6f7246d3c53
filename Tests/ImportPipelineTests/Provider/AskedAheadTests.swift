import Foundation
import Fuzzing
import Testing

@testable import ImportPipeline

@Suite("Numbers of the next group", .endsWithin(seconds: 120), .serialized)
struct AskedAheadTests {
    @Test("are asked while the group at hand waits for its last answers")
    func overlap() throws {
        let provider = Provider(holding: Self.phone(0), until: Self.phone(10))
        let (workspace, outcome) = try importing(Self.rows(0..<25), from: provider)
        #expect(outcome.summary.successCount == 25)
        #expect(!provider.hasHeldInVain)
        try expectEachPaidOnce(25, provider, workspace)
    }

    @Test("that the group at hand names as well are asked once, by the first row in file order")
    func sharedNumbers() throws {
        var random = SeededRandom(seed: 5)
        let rows = (0..<600).map { _ in
            (phone: random.next(below: 150), isForced: random.next(below: 9) == 0)
        }
        let text = rows.map { "\(Self.phone($0.phone)),\($0.isForced ? "yes" : ""),,yes\n" }
        let whole = try importing(text, from: Provider(), groupRows: 10_000)
        let provider = Provider()
        let parts = try importing(text, from: provider)
        #expect(try parts.workspace.reportText() == whole.workspace.reportText())
        #expect(try parts.workspace.contents() == whole.workspace.contents())
        // A number is paid by its first row, and once more by its first one that forces.
        var paid: [String] = []
        var forced: Set<String> = []
        for row in rows {
            let phone = Self.phone(row.phone)
            if row.isForced ? forced.insert(phone).inserted : !paid.contains(phone) {
                paid.append(phone)
            }
        }
        #expect(provider.asked.sorted() == paid.sorted())
        let ledger = try parts.workspace.rows("SELECT count(*) FROM ledger_view")
        #expect(ledger == ["\(provider.asked.count)"])
    }

    @Test(
        "may all need no answer",
        arguments: ["{},,yes,yes", "junk,,,yes", "{},,,no", "{},,,yes (cached)"])
    func nothingToAsk(pattern: String) throws {
        let provider = Provider(holding: Self.phone(0), until: Self.phone(0), seconds: 0.3)
        let service = try provider.service()
        defer { service.stop() }
        let workspace = try TestWorkspace()
        let options = try Self.options(of: service)
        let next = (10..<60).map {
            pattern.replacing(" (cached)", with: "").replacing("{}", with: Self.phone($0)) + "\n"
        }
        if pattern.hasSuffix("(cached)") {
            _ = try workspace.importing(.bytes(Array(Self.file(next))), options)
        }
        let known = provider.asked.count
        let rows = Self.rows(0..<8) + next
        let outcome = try workspace.importing(.bytes(Array(Self.file(rows))), options)
        #expect(outcome.problem == nil && outcome.summary.rows == 58)
        #expect(provider.asked.dropFirst(known).sorted() == (0..<8).map(Self.phone))
    }

    @Test("are not asked when the group at hand may be the last")
    func limits() throws {
        let refused = (0..<3).map { "junk\($0),,,yes\n" }
        for change: (inout ImportOptions) -> Void in [
            { $0.maxRejects = .rows(2) }, { $0.millsMax = 5 * ValidationPayload.price },
        ] {
            // The first group has no rows but these eight.
            let provider = Provider()
            let rows = Self.rows(0..<5) + refused + Self.rows(5..<40)
            let (_, outcome) = try importing(rows, from: provider, change)
            #expect(outcome.problem != nil)
            #expect(Set(provider.asked) == Set((0..<5).map(Self.phone)))
        }
    }

    @Test("that are answered when the run stops are on disk and not asked again")
    func stopped() throws {
        let stop = StopFlag()
        let provider = Provider(holding: Self.phone(0), until: Self.phone(12)) {
            stop.request(signal: SIGINT)
        }
        let service = try provider.service()
        defer { service.stop() }
        let workspace = try TestWorkspace()
        let input = InputLocation.file(workspace.folder.appendingPathComponent("rows.csv").path)
        try Self.file(Self.rows(0..<45)).write(
            to: workspace.folder.appendingPathComponent("rows.csv"))
        let options = try Self.options(of: service)
        let first = try workspace.importing(input, stop: stop, options)
        #expect(first.summary.rows < 45)
        let resumed = try workspace.resuming(input, options)
        #expect(resumed.summary.state == .finished)
        try expectEachPaidOnce(45, provider, workspace)
    }

    private static func phone(_ index: Int) -> String { String(format: "+1415221%04d", index) }

    private static func rows(_ indices: Range<Int>) -> [String] {
        indices.map { "\(phone($0)),,,yes\n" }
    }

    private static func file(_ rows: [String]) -> Data {
        Data(("phone_number,force,opted_out,use_validation\n" + rows.joined()).utf8)
    }

    private static func options(
        of service: LoopbackService, groupRows: Int = 20
    ) throws -> (inout ImportOptions) -> Void {
        let provider = try ProviderOptions(url: service.url, key: nil, allowsInsecure: false)
        return {
            $0.provider = provider
            // The first group is full with a quarter of them: it has eight.
            $0.groupRows = groupRows
            $0.batchRows = 4
        }
    }

    private func importing(
        _ rows: [String], from provider: Provider, groupRows: Int = 20,
        _ change: (inout ImportOptions) -> Void = { _ in }
    ) throws -> (workspace: TestWorkspace, outcome: ImportOutcome) {
        let service = try provider.service()
        defer { service.stop() }
        let workspace = try TestWorkspace()
        let options = try Self.options(of: service, groupRows: groupRows)
        let outcome = try workspace.importing(.bytes(Array(Self.file(rows)))) {
            options(&$0)
            change(&$0)
        }
        return (workspace, outcome)
    }

    private func expectEachPaidOnce(
        _ count: Int, _ provider: Provider, _ workspace: TestWorkspace
    ) throws {
        #expect(provider.asked.sorted() == (0..<count).map(Self.phone))
        #expect(try workspace.rows("SELECT count(*) FROM ledger_view") == ["\(count)"])
        #expect(try workspace.rows("SELECT count(*) FROM arrivals") == ["0"])
    }

    /// A service that withholds the answer about one number until it was asked for another.
    private final class Provider: Sendable {
        private let held: String?
        private let awaited: String
        private let seconds: Double
        private let onHeld: @Sendable () -> Void
        private let state = Guarded<(asked: [String], heldInVain: Bool)>(([], false))

        init(
            holding held: String? = nil, until awaited: String = "", seconds: Double = 0.02,
            _ onHeld: @escaping @Sendable () -> Void = {}
        ) {
            self.held = held
            self.awaited = awaited
            self.seconds = seconds
            self.onHeld = onHeld
        }

        var asked: [String] { state.withLock { $0.asked } }
        var hasHeldInVain: Bool { state.withLock { $0.heldInVain } }

        func service() throws -> LoopbackService {
            try LoopbackService { [self] connection, _ in
                guard let question = LoopbackService.read(until: "}", from: connection) else {
                    return
                }
                let phones = question.matches(of: /\+[0-9]+/).map { String($0.output) }
                state.withLock { $0.asked += phones }
                // Long enough that the next group is there.
                Thread.sleep(forTimeInterval: seconds)
                if let held, phones.contains(held) { hold() }
                answer(phones, connection)
            }
        }

        private func hold() {
            let deadline = Date() + 20
            while !asked.contains(awaited) {
                if Date() > deadline { return state.withLock { $0.heldInVain = true } }
                Thread.sleep(forTimeInterval: 0.005)
            }
            onHeld()
        }

        private func answer(_ phones: [String], _ connection: Int32) {
            let results = phones.map {
                #"{"phone":"\#($0)","valid":true,"line_type":"mobile","carrier":null,"#
                    + #""carrier_raw":null,"ported":false,"country":"US","state":null,"city":null}"#
            }
            let body = #"{"results":[\#(results.joined(separator: ","))]}"#
            LoopbackService.send(
                "HTTP/1.1 200 A\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)", to: connection)
        }
    }
}
