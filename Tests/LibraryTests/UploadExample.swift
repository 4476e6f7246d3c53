import ImportPipeline

/// Imports a file that somebody uploaded, and tells every refused row once it is sure.
///
/// Called again with the same upload after a crash, it goes on behind the last commit.
func importUpload(
    _ path: String, named upload: String, to list: String, in workspace: String,
    refused: @escaping @Sendable (ReportedRow) -> Void
) async throws -> ImportSummary {
    var options = ImportOptions(inputs: [.file(path)])
    options.listNumber = list
    options.useJourneys = true
    options.jobKey = upload
    options.reportPath = path + ".report.ndjson"
    options.maxRejects = .percent(20)
    return try await Importer(workspace: workspace).run(options) { progress in
        print("\(progress.rows) rows stored")
    } onResults: { rows in
        for row in rows where row.code != nil { refused(row) }
    }
}

/// The results of an import as a stream: one element a commit. Who ends the stream early ends the
/// import at its next commit.
func results(
    of options: ImportOptions, with importer: Importer
) -> AsyncThrowingStream<[ReportedRow], any Error> {
    AsyncThrowingStream { stream in
        let task = Task {
            do {
                try await importer.run(options, onResults: { stream.yield($0) })
                stream.finish()
            } catch {
                stream.finish(throwing: error)
            }
        }
        stream.onTermination = { _ in task.cancel() }
    }
}
