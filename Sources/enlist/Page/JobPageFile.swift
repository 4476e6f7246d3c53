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
        var kept = Self.files(of: invocation.workspacePath)
        kept += invocation.arguments.filter { $0 != "-" }
        if case .file(let report) = options.report {
            kept.append(report)
            guard PageFile.path(path) != PageFile.path(report) else {
                throw ImportError(
                    .usage, code: "page_path",
                    "\(path): is the report's place; name another --html")
            }
        }
        if let rejects = options.rejects {
            kept.append(rejects)
            guard PageFile.path(path) != PageFile.path(rejects) else {
                throw ImportError(
                    .usage, code: "page_path",
                    "\(path): is the place of --rejects; name another --html")
            }
        }
        file = try PageFile(path, keeps: kept)
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
    static func write(_ job: JobRecord, to path: String, _ invocation: Invocation) throws -> Int32 {
        guard let subject = PageSubject(job) else {
            throw invocation.error("job \(job.id) was not written by this program")
        }
        let file = try PageFile(path, keeps: files(of: invocation.workspacePath))
        try file.write(JobPage(subject: subject).html)
        return 0
    }

    /// The files of which a workspace consists.
    private static func files(of workspace: String) -> [String] {
        ["", "-wal", "-shm", "-lock"].map { workspace + $0 }
    }
}
