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
            "Prints a line for each number, in the order given: its validation payload, of a number that\n"
                + "comes again from the cache. `-` reads numbers from standard input, one a line. --list\n"
                + "takes the list's active contacts instead; with --force they are all looked up and paid\n"
                + "again. What it may cost is said before the first lookup. A forced call that stopped goes\n"
                + "on when it is called again within a week: what it has paid for is not paid again, and\n"
                + "--max-cost counts each call for itself."
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
        var typed = try numbers(invocation, options, account, in: workspace)
        let run = try ValidateRun(
            workspace: workspace, account: account, options: options,
            named: invocation["--list"] ?? digest(typed.numbers),
            clock: Int64(Date().timeIntervalSince1970))
        if let job = run.resumedJob {
            log.note("goes on with job \(job): what that has paid for is not paid again")
        }
        log.note(estimate(typed.numbers.count, try run.paidCount(of: typed.numbers)))
        if invocation.has("--dry-run") {
            try Terminal.print(lines: typed.refusedLines())
            return typed.hasRefused ? 3 : 0
        }
        let outcome = try validate(&typed, run, log)
        if let problem = outcome.problem { log.error(problem) }
        let counts = outcome.summary.validation
        log.note(
            "validated \(Figures.grouped(counts.total)), \(Figures.grouped(counts.cached)) from the "
                + "cache, \(Figures.grouped(counts.errors)) without an answer; "
                + "cost $\(Money.dollars(mills: counts.mills))")
        return outcome.exitStatus == 0 && typed.hasRefused ? 3 : outcome.exitStatus
    }

    private static func validate(
        _ typed: inout TypedNumbers, _ run: ValidateRun, _ log: MessageLog
    ) throws -> ImportOutcome {
        let stop = StopFlag()
        let signals = Signals(stop: stop, log: log)
        defer { withExtendedLifetime(signals) {} }
        stop.watch()
        let isShown = Terminal.showsMessages && !log.isQuiet
        let progress = ProgressDisplay(way: isShown ? .line : .none, log: log)
        defer { progress.end() }
        // Those before the first number.
        try Terminal.print(lines: typed.ordered([]))
        return try run.run(typed.numbers, stop: stop) { state in
            if let notice = state.notice {
                progress.end()
                log.note(notice)
            }
            progress.show(state)
        } onLines: { lines in
            try Terminal.print(lines: typed.ordered(lines))
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

    private static func numbers(
        _ invocation: Invocation, _ options: ImportOptions, _ account: Account,
        in workspace: Workspace
    ) throws -> TypedNumbers {
        let reader = PhoneReader(region: options.region ?? account.region)
        if let text = invocation["--list"] {
            guard case .number(let number, _) = reader.read(text),
                let list = try workspace.lists().first(where: {
                    $0.phone == number.digits && $0.account == account.id
                })
            else { throw invocation.error("there is no list of this number: see `enlist lists`") }
            return TypedNumbers(numbers: try workspace.activeNumbers(of: list))
        }
        return TypedNumbers(try texts(invocation), reader)
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
}
