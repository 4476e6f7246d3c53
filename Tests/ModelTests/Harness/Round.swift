import Foundation

/// One random world and a few random steps in it, taken by the real command and by the model.
struct Round {
    var dice: Dice
    var writer: ConfigurationWriter
    var model = Model()
    var comparison = Comparison()
    let workspace: Workspace
    var keys: [Text: String] = [:]
    /// The names of the jobs that imported, by run.
    var jobs: [Int: Text] = [:]
    var runs = 0
    var lastFile: (file: GeneratedFile, account: Text)?

    init(seed: Int, named name: String, numbersMax: Int = 30) throws {
        writer = ConfigurationWriter(seed: seed, numbersMax: numbersMax)
        dice = Dice(seed: seed &+ 1_000_003)
        workspace = try Workspace(named: "\(name)-\(seed)")
    }

    var isClean: Bool { comparison.differences.isEmpty }

    /// Applies a first configuration and makes the keys that the accounts need.
    mutating func begin() throws {
        try apply(writer.configuration())
        let names = model.configuration.accounts.map(\.name)
        guard names.count > 1 || dice.chance(0.2) else { return }
        for name in names {
            let outcome = try enlist(["key", "create", name.string])
            keys[name] = outcome.output.string.firstMatch(of: /trk_[A-Za-z0-9]{32}/)
                .map { String($0.output) }
            if keys[name] == nil { comparison.note("key create: \(outcome)") }
        }
    }

    mutating func step() throws {
        // Without it, an instant that moved may still be in the second of the run before.
        if dice.chance(0.3) { Thread.sleep(forTimeInterval: 1) }
        switch dice.number(in: 0...12) {
        case 0...4: try importNewFile(rows: 1...dice.pick([10, 40, 200]))
        case 5: try importLastFileAgain()
        case 6: try apply(writer.changed(model.configuration))
        case 7: try unsubscribe()
        case 12: try sync()
        case 8: try startRefusedRun()
        case 9: try dryRun()
        default: try importExport()
        }
        try checkTables()
    }

    func enlist(_ arguments: [String], for account: Text? = nil, input: Text = "") throws
        -> Program.Outcome
    {
        var environment: [String: String] = [:]
        environment["ENLIST_API_KEY"] = account.flatMap { keys[$0] }
        return try workspace.enlist.run(
            ["--workspace", "enlist.db"] + arguments, environment: environment, input: input)
    }

    /// Runs the command and remembers when, so that the run's instants can be checked.
    mutating func timedRun(
        _ arguments: [String], for account: Text, input: Text = ""
    ) throws -> Program.Outcome {
        let start = Round.now
        let outcome = try enlist(arguments, for: account, input: input)
        comparison.openWindow(of: runs, from: start, to: Round.now)
        return outcome
    }

    mutating func newRun(for account: Account) -> Run {
        runs += 1
        return Run(id: runs, account: account)
    }

    private static var now: Text {
        Text(DateWriter.instant(Int(Date().timeIntervalSince1970)))
    }

    mutating func pickAccount() -> Account { dice.pick(model.configuration.accounts) }

    mutating func apply(_ configuration: Configuration) throws {
        try workspace.write(configuration.rangesTable, to: "ranges.csv")
        try workspace.write(configuration.document(rangesFile: "ranges.csv"), to: "config.json")
        let outcome = try enlist(["apply", "config.json"])
        if outcome.status != 0 { comparison.note("apply: \(outcome)") }
        model.configuration = configuration
    }
}
