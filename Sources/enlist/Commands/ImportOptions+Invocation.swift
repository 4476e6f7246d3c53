import Contacts
import Foundation
import ImportPipeline
import PhoneNumbers
import Records

extension ImportOptions {
    /// The options as typed; the inputs are the caller's to set.
    init(_ invocation: Invocation, kind: JobKind) throws {
        self.init(inputs: [])
        self.kind = kind
        listNumber = invocation["--list"]
        format = invocation["--format"].flatMap(RecordFormat.init)
        try readDialect(invocation)
        dateOrder = invocation["--date-order"].flatMap(DateOrder.init) ?? .monthFirst
        mapping = try MappingChoice.read(invocation)
        ignoredColumns = invocation.all("--ignore-column")
        extraColumns = invocation["--extra"].flatMap(ExtraColumns.init)
        region = try Self.region(invocation)
        useJourneys = invocation.has("--use-journeys")
        skipJourneyIfExists = !invocation.has("--no-skip-journey-if-exists")
        replaceCustomFields = invocation.has("--replace-custom-fields")
        useValidation = invocation.has("--use-validation")
        force = invocation.has("--force")
        provider = try ProviderOptions.typed(invocation)
        millsMax = try invocation.maxCost()
        existing = invocation["--existing"].flatMap(ExistingContacts.init) ?? .update
        sync = try SyncLimits.typed(invocation)
        isDryRun = invocation.has("--dry-run")
        reportFormat = invocation["--report-format"].flatMap(ReportFormat.init) ?? .ndjson
        report = Self.report(invocation)
        rejects = invocation["--rejects"]
        if rejects == "-" || rejects == "" {
            throw invocation.error("--rejects takes the path of a file")
        }
        threads = try invocation.integer("--threads", in: 1...Self.threadsMax) ?? threads
        groupRows = try invocation.integer("--commit-rows", in: 1...groupRows) ?? groupRows
        memoryMiB = try invocation.integer("--memory", in: Self.memoryBounds) ?? memoryMiB
        maxRejects = try Self.maxRejects(invocation)
        enrolmentsMax = try invocation.integer("--max-enroll", in: 0...1_000_000_000)
        jobKey = try Self.jobKey(invocation)
        endLine = try Self.endLine(invocation)
        clock = try Self.clock(invocation)
        settings = SettingsFile.allRead(by: invocation)
        self.invocation = TypedImport(invocation).json
    }

    /// The options of a command that reads files, `import` or `unsubscribe`.
    init(typed invocation: Invocation) throws {
        let kind: JobKind = invocation.command == "unsubscribe" ? .unsubscribe : .importFile
        try self.init(invocation, kind: kind)
        inputs = invocation.arguments.map(Self.location)
        if kind == .unsubscribe { extraColumns = .ignore }
    }

    private static func maxRejects(_ invocation: Invocation) throws(UsageError) -> RejectLimit? {
        guard let text = invocation["--max-rejects"] else { return nil }
        guard let limit = RejectLimit(text) else {
            throw invocation.error(
                "--max-rejects takes a number or a share such as 5%, not \"\(text)\"")
        }
        return limit
    }

    private static func jobKey(_ invocation: Invocation) throws(UsageError) -> String? {
        guard let key = invocation["--job"] else { return nil }
        guard (1...jobKeyBytesMax).contains(key.utf8.count) else {
            throw invocation.error("--job takes a name of 1 to \(jobKeyBytesMax) bytes")
        }
        guard !invocation.has("--dry-run") else {
            throw invocation.error("--job and --dry-run: a dry run leaves no job")
        }
        return key
    }

    private static func clock(_ invocation: Invocation) throws(UsageError) -> Int64? {
        guard let text = invocation["--clock"] else { return nil }
        let seconds = Array(text.utf8).withUnsafeBufferPointer {
            SignupDate.seconds($0, dayFirst: false)
        }
        let latest = Int64(Date().timeIntervalSince1970) + RequestRules.signupAheadMaxSeconds
        guard let seconds, seconds >= 0, seconds <= latest else {
            throw invocation.error(
                "--clock takes an instant such as 2026-11-24T08:00:00Z, at most a day ahead, "
                    + "not \"\(text)\"")
        }
        return seconds
    }

    private static func endLine(_ invocation: Invocation) throws(UsageError) -> String? {
        guard let text = invocation["--end-line"] else { return nil }
        guard (1...200).contains(text.utf8.count), !text.utf8.contains(0x0A) else {
            throw invocation.error("--end-line takes a line of 1 to 200 bytes")
        }
        guard invocation.arguments == ["-"] else {
            throw invocation.error("--end-line goes with standard input alone: -")
        }
        return text
    }

    private mutating func readDialect(_ invocation: Invocation) throws(UsageError) {
        mayHaveHeader = !invocation.has("--no-header")
        delimiter = try Self.byte("--delimiter", invocation)
        quote = try Self.byte("--quote", invocation)
        if let byte = delimiter, byte == quote {
            throw invocation.error("--delimiter and --quote cannot be the same character")
        }
        guard let name = invocation["--encoding"] else { return }
        guard let encoding = TextEncoding(named: name) else {
            throw invocation.error(
                "--encoding takes utf-8, utf-16, utf-16be or windows-1252, not \"\(name)\"")
        }
        self.encoding = encoding
    }

    private static func byte(
        _ option: String, _ invocation: Invocation
    ) throws(UsageError) -> UInt8? {
        guard let name = invocation[option] else { return nil }
        guard let byte = Dialect.byte(named: name) else {
            throw invocation.error(
                "\(option) takes one ASCII character or tab, comma, semicolon, pipe, "
                    + "not \"\(name)\"")
        }
        return byte
    }

    static func location(_ argument: String) -> InputLocation {
        argument == "-" ? .standardInput : .file(argument)
    }

    static func region(_ invocation: Invocation) throws(UsageError) -> Region? {
        guard let code = invocation["--region"] else { return nil }
        guard let region = Region(code) else {
            throw invocation.error(
                "--region takes a country code such as US or GB, not \"\(code)\"")
        }
        return region
    }

    static func report(_ invocation: Invocation) -> ReportDestination {
        if let path = invocation["--report"] {
            return path == "-" ? .standardOutput : .file(path)
        }
        let first = invocation.arguments.first ?? "-"
        let name = first == "-" ? "stdin" : first
        return .file("\(name).report.\(invocation["--report-format"] ?? "ndjson")")
    }
}
