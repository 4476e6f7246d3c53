/// The manual page `enlist.1`, as troff, made from the declarations.
struct ManualPage {
    let commands: [CommandDeclaration]

    var text: String {
        let parts = [head, examples, commandSections, Self.status, Self.environment, Self.files]
        return parts.joined(separator: "\n")
    }

    private var head: String {
        """
        .TH ENLIST 1 "" "enlist \(Enlist.version)" "User Commands"
        .SH NAME
        enlist \\- import contact lists
        .SH SYNOPSIS
        .B enlist
        .RB [ \\-\\-workspace
        .IR PATH ]
        .I COMMAND
        .RI [ ARGUMENT \\|.\\|.\\|.]
        .SH DESCRIPTION
        \(Self.escaped(HelpText.purpose))
        """
    }

    private var examples: String {
        let starts = HelpText.firstSteps.map { Self.example($0) }
        return ([".SH EXAMPLES"] + starts).joined(separator: "\n")
    }

    private var commandSections: String {
        ([".SH COMMANDS"] + commands.map(section)).joined(separator: "\n")
    }

    private func section(_ command: CommandDeclaration) -> String {
        var lines = [".SS \(Self.escaped("enlist " + HelpText.usage(command)))"]
        lines.append(Self.escaped(command.summary.sentence))
        lines += command.examples.map(Self.example)
        for paragraph in command.details {
            lines += [".PP", Self.escaped(paragraph)]
        }
        lines += command.options.map(Self.option)
        return lines.joined(separator: "\n")
    }

    private static func example(_ example: CommandDeclaration.Example) -> String {
        """
        .PP
        \(escaped(example.purpose.sentence))
        .PP
        .RS 4
        .nf
        \(escaped(example.command))
        .fi
        .RE
        """
    }

    private static func option(_ option: OptionDeclaration) -> String {
        let value = HelpText.value(of: option).map { " \\fI\(escaped($0))\\fR" } ?? ""
        return """
            .TP
            \\fB\(escaped(option.name))\\fR\(value)
            \(escaped(option.summary.sentence))
            """
    }

    private static let status = """
        .SH EXIT STATUS
        .TP
        .B 0
        Finished; every row was accepted.
        .TP
        .B 3
        Finished; some rows were refused.
        .TP
        .B 75
        Stopped before the end, or busy: can be resumed or run again as it is.
        .TP
        .B 1
        Stopped; cannot go on as it is.
        .TP
        .B 2
        Wrong usage or configuration.
        .TP
        .BR 130 ", " 143
        Ended by SIGINT or SIGTERM, at a commit.
        """

    private static let environment = """
        .SH ENVIRONMENT
        .TP
        .B ENLIST_WORKSPACE
        The workspace where \\fB\\-\\-workspace\\fR names none.
        .TP
        .B ENLIST_API_KEY
        The account\\(aqs API key; needed only when the account has keys.
        .TP
        .B ENLIST_PROVIDER_KEY
        The key of the validation service that \\fB\\-\\-provider\\fR names.
        .TP
        .B NO_COLOR
        When set, nothing is coloured.
        """

    private static let files = """
        .SH FILES
        .TP
        .I ./enlist.db
        The workspace where nothing else names one: a SQLite database.
        .TP
        .I enlist.json
        Beside the workspace: defaults and profiles for the options of \\fBimport\\fR.
        .TP
        .I INPUT.report.ndjson
        The report of an import, a line for each row.
        """

    /// Text without meaning for troff: no requests, no escapes, hyphens that can be copied.
    static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                let isRequest = line.hasPrefix(".") || line.hasPrefix("'")
                return (isRequest ? "\\&" : "") + line.unicodeScalars.map(escaped).joined()
            }
            .joined(separator: "\n")
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\\": return "\\e"
        case "-": return "\\-"
        case "'": return "\\(aq"
        case "`": return "\\(ga"
        case "^": return "\\(ha"
        case "~": return "\\(ti"
        default:
            return scalar.isASCII
                ? String(scalar)
                : "\\[u" + padded(String(scalar.value, radix: 16, uppercase: true)) + "]"
        }
    }

    /// Troff wants four digits at least.
    private static func padded(_ digits: String) -> String {
        String(repeating: "0", count: max(4 - digits.count, 0)) + digits
    }
}

extension String {
    /// A phrase of the declarations as a sentence.
    fileprivate var sentence: String {
        let isEnded = hasSuffix(".") || hasSuffix(":")
        return prefix(1).uppercased() + dropFirst() + (isEnded ? "" : ".")
    }
}
