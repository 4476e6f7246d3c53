import Foundation
import ImportPipeline

/// The file of ``RunMetrics`` for node_exporter's textfile collector.
struct MetricsFile {
    private let file: AtomicFile

    /// Checks, before anything is done, that it replaces nothing but its earlier self; nil when
    /// none is asked for.
    init?(_ invocation: Invocation, _ options: ImportOptions) throws(ImportError) {
        guard let path = invocation["--metrics"] else { return nil }
        // All may read it: it holds counts alone.
        file = AtomicFile(path: path, mode: 0o644)
        guard !path.isEmpty, path != "-", !file.isTakenByNoFile else {
            throw ImportError(
                .usage, code: "metrics_path", "\(path): is no file; --metrics takes the path of one"
            )
        }
        var kept = KeptFiles(workspace: invocation.workspacePath, options)
        if let page = invocation[OptionDeclaration.html.name] { kept.add(page) }
        try kept.check(path, of: "metrics", option: "--metrics")
    }

    func write(_ metrics: RunMetrics) throws(ImportError) {
        do { try file.write(Array(metrics.text.utf8)) } catch {
            throw ImportError(
                .report, code: "metrics_failed",
                "\(file.path): the metrics cannot be written: \(error)")
        }
    }
}
