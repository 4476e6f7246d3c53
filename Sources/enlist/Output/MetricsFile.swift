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

    /// Notes an import that could not begin, whose inputs and outputs may be unknown: in the place
    /// of the metrics of an earlier one, or where nothing is yet.
    static func note(_ error: any Error, beforeTheRunOf invocation: Invocation) {
        guard let path = invocation["--metrics"], !path.isEmpty, path != "-" else { return }
        let file = AtomicFile(path: path, mode: 0o644)
        let isFree =
            access(path, F_OK) != 0 && !KeptFiles(workspace: invocation.workspacePath).hold(path)
        guard !file.isTakenByNoFile, isFree || isOfAnEarlierRun(path, invocation) else { return }
        let metrics = RunMetrics(
            summary: nil, exitStatus: Enlist.problem(error).exitStatus, at: Date())
        do { try file.write(Array(metrics.text.utf8)) } catch {
            MessageLog.ofProcess.note("\(path): the metrics cannot be written: \(error)")
        }
    }

    private static func isOfAnEarlierRun(_ path: String, _ invocation: Invocation) -> Bool {
        do {
            return RunMetrics.wrote(try WholeFile.read(path, bytesMax: bytesMax, invocation))
        } catch {
            return false
        }
    }

    /// Longer than any.
    private static let bytesMax = 1 << 20

    func write(_ metrics: RunMetrics) throws(ImportError) {
        do { try file.write(Array(metrics.text.utf8)) } catch {
            throw ImportError(
                .report, code: "metrics_failed",
                "\(file.path): the metrics cannot be written: \(error)")
        }
    }
}
