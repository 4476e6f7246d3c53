import Contacts
import ImportPipeline

extension CommandDeclaration {
    static let `import` = CommandDeclaration(
        name: "import", arguments: "INPUT…", argumentCount: 1...ImportOptions.inputsMax,
        summary: "import CSV or NDJSON files, folders of them, or `-` for standard input",
        details: [
            "Every row gets one line in the report, in the order of the input. A bad row is refused\n"
                + "with a reason and never stops the run. Exit status: 0 every row accepted, 3 some\n"
                + "refused, 75 stopped but can be run again, 1 cannot go on, 2 wrong usage.",
            "Of a folder or a pattern in quotes, files that a finished import has read with the same options\n"
                + "and that are unchanged since (path, size, time) are left out. Hidden files, reports, *.part\n"
                + "and *.tmp are never read: move files into the folder when they are whole.",
        ],
        examples: [
            .init(
                command: "enlist import contacts.csv --list +18005551234",
                purpose: "import a file into a list"),
            .init(
                command: "enlist import export.csv --list +18005551234 --sync",
                purpose: "make the list what the file is: who is missing leaves"),
            .init(
                command: "enlist import contacts.csv --list +18005551234 --use-validation",
                purpose: "look every number up first: paid once, remembered for ever"),
            .init(
                command: "enlist import nightly.csv --list +18005551234 --job nightly-2026-11-23",
                purpose: "import it once, however often this is called"),
            .init(
                command: "enlist import incoming/ --list +18005551234",
                purpose: "import the files of a drop folder that are new"),
            .init(
                command: "export-crm | enlist import - --format ndjson --report report.ndjson",
                purpose: "import what a program prints, each row naming its list"),
        ],
        options: ImportOptionDeclarations.all,
        run: ImportCommand.run)
}

/// `enlist import`.
enum ImportCommand {
    static func run(_ typed: Invocation) throws -> Int32 {
        var invocation = typed
        let session: ImportSession
        do {
            invocation = typed.filled(with: try SettingsFile.settings(for: typed).settings)
            session = try self.session(invocation)
        } catch {
            MetricsFile.note(error, beforeTheRunOf: invocation)
            throw error
        }
        return try session.run()
    }

    private static func session(_ invocation: Invocation) throws -> ImportSession {
        guard let found = try FoundFiles(invocation) else {
            return ImportSession(invocation, try ImportOptions(typed: invocation))
        }
        let options = try ImportOptions(typed: found.invocation)
        return ImportSession(invocation, options, found: found)
    }
}

/// The options of every command that reads rows.
enum ImportOptionDeclarations {
    static let all: [OptionDeclaration] =
        [
            .init(name: "--list", value: "NUMBER", summary: "list for rows that name none"),
            .init(
                name: "--format", value: "FORMAT",
                summary: "form of the inputs (default: found from the content)",
                choices: ["csv", "ndjson"]),
        ] + dialect + columns + [
            .init(
                name: "--region", value: "CC",
                summary: "region of numbers without a country code (default: the account's)"),
            .init(name: "--use-journeys", summary: "enrol in matching welcome journeys"),
            .init(
                name: "--no-skip-journey-if-exists",
                summary: "with --use-journeys: enrol contacts that were on the list before, too"),
            .init(
                name: "--replace-custom-fields", summary: "replace custom fields instead of merging"
            ),
            .init(
                name: "--existing", value: "WHAT",
                summary:
                    "contacts on the list already: update them (default), fill what they lack, skip",
                choices: ["update", "fill", "skip"]),
            .init(
                name: "--sync",
                summary:
                    "members of --list that no row names leave it, until a row names them again"),
            .maxRemovals,
            .init(
                name: "--max-shrink", value: "N%",
                summary:
                    "with --sync: stop before the first row when the input is that much shorter "
                    + "than the list (default: as --max-removals)"),
            .init(
                name: "--use-validation",
                summary: "look numbers up first: $0.003 for each that was not looked up before"),
            .init(name: "--force", summary: "with --use-validation: pay again for cached numbers"),
            .init(
                name: "--dry-run",
                summary:
                    "check and report everything, store and pay nothing; prints the cost and how many "
                    + "each journey would enrol"),
            .init(
                name: "--job", value: "KEY",
                summary: "name the job: when it is finished do nothing, when it is not, resume it"),
            .init(
                name: "--clock", value: "INSTANT",
                summary: "the import's instant: sign-up date of rows without one (default: now)"),
            .init(
                name: "--end-line", value: "TEXT",
                summary:
                    "standard input must end with this line: without it, it was cut (status 75)"
            ),
            .anew, .maxRejects, .maxEnroll, .profile,
        ] + OptionDeclaration.provider + output

    /// The options that say what columns mean.
    static let columns: [OptionDeclaration] = [
        .init(
            name: "--mapping", value: "FILE|PRESET",
            summary: "what columns mean: a JSON file (see `enlist help mapping`) or "
                + Preset.all.map(\.name).joined(separator: ", ")),
        .init(
            name: "--ignore-column", value: "NAME",
            summary: "leave a column out, even one that tells who left (may be given again)",
            isRepeatable: true),
        .init(
            name: "--date-order", value: "ORDER",
            summary: "order of dates with slashes and dashes (default mdy)",
            choices: ["mdy", "dmy"]),
        .init(
            name: "--extra", value: "WHAT",
            summary:
                "what becomes of columns not recognised (default: custom for CSV, ignore for NDJSON)",
            choices: ["custom", "ignore"]),
    ]

    /// Options of a command that needs no workspace, so that no account says a region.
    static func withoutWorkspace(_ names: [String]) -> [OptionDeclaration] {
        let own: [OptionDeclaration] = [
            .init(
                name: "--region", value: "CC",
                summary: "region of numbers without a country code (default US)"),
            .init(
                name: "--clock", value: "INSTANT",
                summary: "the instant behind which no sign-up date may lie (default: now)"),
        ]
        return all.filter { names.contains($0.name) }
            .map { option in own.first { $0.name == option.name } ?? option }
    }

    /// The names of all options that say what inputs are and mean.
    static let reading =
        ["--format", "--region", "--threads"] + (dialect + columns).map(\.name)

    /// The options that say how an input is written, where it is not found rightly.
    static let dialect: [OptionDeclaration] = [
        .init(
            name: "--encoding", value: "NAME",
            summary:
                "how the text is encoded: utf-8, utf-16, utf-16be, windows-1252 (default: found)"),
        .init(
            name: "--delimiter", value: "CHAR",
            summary:
                "what stands between cells: a character, tab, comma, semicolon, pipe (default: found)"
        ),
        .init(
            name: "--quote", value: "CHAR",
            summary: "what stands around cells (default: found, \" or ')"),
        .init(name: "--no-header", summary: "the first record is a row, whatever it looks like"),
    ]

    /// The options that say where results go.
    static let output: [OptionDeclaration] = [
        .init(
            name: "--report", value: "PATH",
            summary: "where the report goes (default: INPUT.report.ndjson; `-` is standard output)"),
        .init(
            name: "--report-format", value: "FORMAT",
            summary: "form of the report (default ndjson)",
            choices: ["ndjson", "csv"]),
        .init(
            name: "--rejects", value: "PATH",
            summary: "refused rows as they came, with the reason, to be mended and imported again"),
        .html,
        .init(
            name: "--summary", value: "FORMAT", summary: "form of the summary (default text)",
            choices: ["text", "json"]),
        .init(
            name: "--progress", value: "WHEN",
            summary: "when to show progress (default auto: on a terminal)",
            choices: ["auto", "always", "never"]),
        .init(
            name: "--log-format", value: "FORMAT", summary: "form of messages (default text)",
            choices: ["text", "json"]),
        .init(
            name: "--metrics", value: "PATH",
            summary:
                "how it went, in Prometheus' text format, for node_exporter's textfile collector"),
        .init(
            name: "--threads", value: "N",
            summary: "threads that normalize rows (default 2; used are up to 16)"),
        .init(
            name: "--commit-rows", value: "N",
            summary: "rows stored at once (default 32768, which is also the most)"),
        .init(
            name: "--memory", value: "MIB",
            summary:
                "memory to take at most, 64 or more (default 192; more makes nothing faster); less "
                + "stores fewer rows at once"),
        .wait, .keyFile, .quiet,
    ]
}
