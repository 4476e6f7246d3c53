import ImportPipeline
import PhoneNumbers
import Records

extension ImportOptions {
    /// The options as typed; the inputs are the caller's to set.
    init(_ invocation: Invocation, kind: JobKind) throws(UsageError) {
        self.init(inputs: [])
        self.kind = kind
        listNumber = invocation["--list"]
        format = invocation["--format"].flatMap(RecordFormat.init)
        dateOrder = invocation["--date-order"].flatMap(DateOrder.init) ?? .monthFirst
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
        threads = try invocation.integer("--threads", in: 1...64) ?? threads
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
