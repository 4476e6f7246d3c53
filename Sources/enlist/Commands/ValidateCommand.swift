import ContactStore
import Contacts
import Foundation
import ImportPipeline
import PhoneNumbers

extension CommandDeclaration {
    static let validate = CommandDeclaration(
        name: "validate", arguments: "[NUMBER…|-]", argumentCount: 0...1_000,
        summary: "look numbers up: from the cache, or asked and billed as for a row",
        details: [
            "Prints one validation payload a number, in the order given; `-` reads numbers from standard\n"
                + "input, one a line. --list takes the list's active contacts instead; with --force they\n"
                + "are all looked up and paid again. What it may cost is said before the first lookup.\n"
                + "A forced call that stopped goes on when it is called again within a week: what it has\n"
                + "paid for is not paid again, and --max-cost counts each call for itself."
        ],
        examples: [
            .init(command: "enlist validate 4155551234", purpose: "look one number up"),
            .init(
                command: "enlist validate --list +18005551234 --dry-run",
                purpose: "say what validating a list would cost"),
            .init(
                command: "enlist validate --list +18005551234 --force --max-cost 25",
                purpose: "validate a list again, for at most $25"),
        ],
        options: [
            .init(name: "--list", value: "NUMBER", summary: "validate the contacts of a list"),
            .init(name: "--force", summary: "pay again for cached numbers"),
            .init(name: "--dry-run", summary: "say what it would cost, and end"),
            .init(
                name: "--region", value: "CC",
                summary: "region of numbers without a country code (default: the account's)"),
        ] + OptionDeclaration.provider + [.wait, .keyFile, .quiet],
        run: ValidateCommand.run)
}

/// `enlist validate`.
enum ValidateCommand {
    static func run(_ invocation: Invocation) throws -> Int32 {
        let isByList = invocation["--list"] != nil
        guard isByList != !invocation.arguments.isEmpty else {
            throw invocation.error("enlist validate takes numbers, `-`, or --list NUMBER")
        }
        let log = MessageLog(isJSON: false, isQuiet: invocation.has("--quiet"))
        var options = try ImportOptions(invocation, kind: .validate)
        options.isDryRun = false
        let workspace = try WorkspaceAccess.writing(invocation)
        let account = try AccountChoice.account(of: workspace, invocation)
        let (numbers, refused) = try numbers(invocation, options, account, in: workspace)
        let run = try ValidateRun(
            workspace: workspace, account: account, options: options,
            named: invocation["--list"] ?? digest(numbers),
            clock: Int64(Date().timeIntervalSince1970))
        if let job = run.resumedJob {
            log.note("goes on with job \(job): what that has paid for is not paid again")
        }
        let paid = try run.paidCount(of: numbers)
        log.note(estimate(numbers.count, paid))
        if invocation.has("--dry-run") { return refused > 0 ? 3 : 0 }
        let outcome = try validate(numbers, run, log)
        if let problem = outcome.problem { log.error(problem) }
        let counts = outcome.summary.validation
        log.note(
            "validated \(Figures.grouped(counts.total)), \(Figures.grouped(counts.cached)) from the "
                + "cache, \(Figures.grouped(counts.errors)) without an answer; "
                + "cost $\(Money.dollars(mills: counts.mills))")
        return outcome.exitStatus == 0 && refused > 0 ? 3 : outcome.exitStatus
    }

    private static func validate(
        _ numbers: [UInt64], _ run: ValidateRun, _ log: MessageLog
    ) throws -> ImportOutcome {
        let stop = StopFlag()
        let signals = Signals(stop: stop, log: log)
        defer { withExtendedLifetime(signals) {} }
        stop.watch()
        let isShown = Terminal.showsMessages && !log.isQuiet
        let progress = ProgressDisplay(way: isShown ? .line : .none, log: log)
        defer { progress.end() }
        return try run.run(numbers, stop: stop) { state in
            if let notice = state.notice {
                progress.end()
                log.note(notice)
            }
            progress.show(state)
        } onLines: { lines in
            do { try ResultStream.write(lines) } catch ResultStream.Failure.nobodyReads {}
        }
    }

    /// The same for the same numbers in the same order.
    private static func digest(_ numbers: [UInt64]) -> String {
        let bytes = numbers.flatMap { number in
            (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let digest = SHA256.text(of: bytes).prefix(16)
        return "\(Figures.count(numbers.count, of: "number")) (\(digest))"
    }

    private static func estimate(_ count: Int, _ paid: Int) -> String {
        "\(Figures.count(count, of: "number")), \(Figures.grouped(count - paid)) of them cached: "
            + "at most $\(Money.dollars(mills: paid * ValidationPayload.price))"
    }

    /// The numbers in their order, each once, and how many texts are none.
    private static func numbers(
        _ invocation: Invocation, _ options: ImportOptions, _ account: Account,
        in workspace: Workspace
    ) throws -> ([UInt64], refused: Int) {
        let reader = PhoneReader(region: options.region ?? account.region)
        if let text = invocation["--list"] {
            guard case .number(let number, _) = reader.read(text),
                let list = try workspace.lists().first(where: {
                    $0.phone == number.digits && $0.account == account.id
                })
            else { throw invocation.error("there is no list of this number: see `enlist lists`") }
            return (try workspace.activeNumbers(of: list), 0)
        }
        var numbers: [UInt64] = []
        var seen: Set<UInt64> = []
        var refused = 0
        for text in try texts(invocation) {
            switch reader.read(text) {
            case .number(let number, _):
                if seen.insert(number.digits).inserted { numbers.append(number.digits) }
            case .refused(let refusal):
                refused += 1
                try print(refusal, of: text)
            }
        }
        return (numbers, refused)
    }

    /// More numbers than this are an import's.
    private static let bytesMax = 64 << 20

    private static func texts(_ invocation: Invocation) throws(UsageError) -> [String] {
        guard invocation.arguments == ["-"] else { return invocation.arguments }
        let bytes = try WholeFile.read("-", bytesMax: bytesMax, invocation)
        return String(decoding: bytes, as: UTF8.self)
            .split(whereSeparator: \.isNewline).map(String.init)
            .filter { !$0.allSatisfy(\.isWhitespace) }
    }

    private static func print(_ refusal: PhoneRefusal, of text: String) throws {
        var line = JSONObject()
        line.add("status", ErrorCode.invalidPhone.status)
        line.add("code", ErrorCode.invalidPhone.name)
        line.add("error", refusal.sentence)
        line.add("phone_number", text)
        try ResultStream.write(Array((line.text + "\n").utf8))
    }
}
