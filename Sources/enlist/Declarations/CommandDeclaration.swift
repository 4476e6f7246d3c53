/// A command as declared; parsing, help and errors all come from it.
struct CommandDeclaration: Sendable {
    let name: String
    /// What stands behind the name, such as `INPUT…`.
    let arguments: String
    /// How many arguments it takes.
    let argumentCount: ClosedRange<Int>
    /// One line for the overview.
    let summary: String
    /// What a reader of its help needs beyond the options, a paragraph each.
    var details: [String] = []
    let examples: [Example]
    var options: [OptionDeclaration] = []
    let run: @Sendable (Invocation) throws -> Int32

    struct Example: Sendable {
        let command: String
        let purpose: String
    }
}

/// An option as declared.
struct OptionDeclaration: Sendable {
    /// With its dashes: `--list`.
    let name: String
    /// What stands for its value in help; nil for a flag.
    var value: String?
    let summary: String
    /// The words it takes, when they are few.
    var choices: [String] = []
    /// It may be given several times, each with a value of its own.
    var isRepeatable = false

    /// Whether its value names a file, which is looked for from where it was written.
    var isPath: Bool { value?.contains("PATH") ?? false || value?.contains("FILE") ?? false }

    static let workspace = OptionDeclaration(
        name: "--workspace", value: "PATH",
        summary: "the workspace (default: $ENLIST_WORKSPACE, else ./enlist.db)")
    static let json = OptionDeclaration(name: "--json", summary: "print JSON for scripts")
    static let keyFile = OptionDeclaration(
        name: "--api-key-file", value: "PATH",
        summary: "file with the account's API key (default: $ENLIST_API_KEY)")
    static let wait = OptionDeclaration(
        name: "--wait", value: "SECONDS",
        summary: "how long to wait for another writer of the workspace (default: until it is done)")
    static let anew = OptionDeclaration(
        name: "--anew", summary: "give an unfinished job up and import all rows again as a new one")
    static let maxEnroll = OptionDeclaration(
        name: "--max-enroll", value: "N",
        summary: "stop before journeys take more people than this; resume with a higher limit")
    static let maxRejects = OptionDeclaration(
        name: "--max-rejects", value: "N|N%",
        summary: "stop before more rows than this are refused (default: never)")
    static let maxRemovals = OptionDeclaration(
        name: "--max-removals", value: "N|N%",
        summary: "with --sync: remove nobody when more members are missing (default 5%)")
    static let profile = OptionDeclaration(
        name: "--profile", value: "NAME",
        summary: "settings of enlist.json beside the workspace (none: not even its defaults)")
    static let html = OptionDeclaration(
        name: "--html", value: "PATH",
        summary: "write the job as one page to look at, to print and to send on")
    static let quiet = OptionDeclaration(name: "--quiet", summary: "print errors only")
}

/// Wrong usage: what is wrong and, where one is near, what was meant.
struct UsageError: Error, Equatable {
    let message: String
    /// Whose help to point to; nil for the overview.
    let command: String?
}
