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
        isDryRun = invocation.has("--dry-run")
        reportFormat = invocation["--report-format"].flatMap(ReportFormat.init) ?? .ndjson
        report = Self.report(invocation, format: reportFormat)
        rejects = invocation["--rejects"]
        if rejects == "-" || rejects == "" {
            throw invocation.error("--rejects takes the path of a file")
        }
        threads = try invocation.integer("--threads", in: 1...64) ?? threads
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

    private static func region(_ invocation: Invocation) throws(UsageError) -> Region? {
        guard let code = invocation["--region"] else { return nil }
        guard let region = Region(code) else {
            throw invocation.error(
                "--region takes a country code such as US or GB, not \"\(code)\"")
        }
        return region
    }

    private static func report(
        _ invocation: Invocation, format: ReportFormat
    ) -> ReportDestination {
        if let path = invocation["--report"] {
            return path == "-" ? .standardOutput : .file(path)
        }
        let first = invocation.arguments.first ?? "-"
        let name = first == "-" ? "stdin" : first
        return .file("\(name).report.\(format.rawValue)")
    }
}
