import ContactStore
import Foundation
import ImportPipeline

/// The page that `--html` asks for, from an import or of a past job.
struct JobPageFile {
    private let file: PageFile
    private let invocation: Invocation
    private let kind: JobKind

    /// Checks where an import's page shall be, before the import; nil when none is asked for.
    init?(_ invocation: Invocation, _ options: ImportOptions) throws(ImportError) {
        guard let path = invocation[OptionDeclaration.html.name] else { return nil }
        file = try PageFile(path, keeps: KeptFiles(workspace: invocation.workspacePath, options))
        self.invocation = invocation
        kind = options.kind
    }

    /// Writes the page of an import that ended; the value is an exit status when that failed and
    /// nothing worse happened.
    func write(_ outcome: ImportOutcome, _ log: MessageLog) -> Int32? {
        do {
            let job = try job(of: outcome)
            let subject = PageSubject(
                outcome, job, kind: kind.rawValue, inputs: invocation.arguments)
            try file.write(JobPage(subject: subject).html)
            return nil
        } catch {
            log.error(
                error as? ImportError
                    ?? ImportError(.report, code: "page_not_written", "the page: \(error)"))
            // The import is over: resuming it would not write the page.
            return outcome.problem == nil && outcome.signal == nil ? 1 : nil
        }
    }

    private func job(of outcome: ImportOutcome) throws -> JobRecord? {
        guard let id = outcome.summary.job else { return nil }
        return try WorkspaceAccess.reading(invocation).job(id)
    }

    /// Writes the page of a past job.
    static func write(_ job: JobRecord, to path: String, _ invocation: Invocation) throws {
        guard let subject = PageSubject(job) else {
            throw invocation.error("job \(job.id) was not written by this program")
        }
        var kept = KeptFiles(workspace: invocation.workspacePath)
        TypedImport(parsing: job.invocation)?.keepFiles(in: &kept)
        for file in SettingsFile.allRead(by: invocation) { kept.add(file) }
        let file = try PageFile(path, keeps: kept)
        try file.write(JobPage(subject: subject).html)
    }
}
