import Contacts
import Foundation
import Records

/// The files of refused rows, one for each input. Not thread-safe.
final class RejectsSink {
    private let layouts: [RejectLayout]
    private let files: [ReportSink]
    private let output = ByteArena()

    /// Opens the files, for their owner alone.
    ///
    /// - Parameter written: what an earlier part of the job wrote for good, by input; see
    ///   `ReportSink`.
    init(
        _ path: String, inputs: [ImportInput], after written: [WrittenLength]
    ) throws(ImportError) {
        layouts = inputs.map { RejectLayout($0) }
        var files: [ReportSink] = []
        for (index, path) in Self.paths(path, count: inputs.count).enumerated() {
            let written = written.indices.contains(index) ? written[index] : .none
            files.append(try ReportSink(.file(path), purpose: .rejects, after: written))
        }
        self.files = files
    }

    /// The path itself for one input; `PATH.2.csv` and so on for several, whose columns may differ.
    static func paths(_ path: String, count: Int) -> [String] {
        if count == 1 { return [path] }
        return (0..<count).map { PathName.adding("\($0 + 1)", to: path) }
    }

    /// Empties files of another run, see `ReportSink`.
    func begin() throws(ImportError) {
        for file in files { try file.begin() }
    }

    /// What was written so far, by input.
    var written: [WrittenLength] { files.map(\.written) }

    /// Writes the refused rows of a decided group and waits until they are on disk.
    func write(_ group: CommitGroup) throws(ImportError) {
        var results = group.decided.results.makeIterator()
        var changed: Set<Int> = []
        for batch in group.batches {
            for row in batch.rows {
                guard let result = results.next() else { break }
                guard let refusal = result.refusal, !row.raw.isAbsent else { continue }
                append(batch.arena[row.raw], refusal, of: row, input: batch.input)
            }
            if output.count == 0 { continue }
            try files[batch.input].write(output.all)
            output.removeAll()
            changed.insert(batch.input)
        }
        for input in changed.sorted() { try files[input].flush() }
    }

    private func append(
        _ raw: UnsafeBufferPointer<UInt8>, _ refusal: RowRefusal, of row: RowRequest, input: Int
    ) {
        if output.count == 0, files[input].length == 0 { output.append(layouts[input].prefix) }
        RejectLine.append(raw, refusal, of: row, layouts[input], to: output)
    }

    /// The group's rows are committed.
    func release() throws(ImportError) {
        for file in files { try file.release() }
    }

    /// Cuts the files to what the last commit covers.
    func cut(to written: [WrittenLength]) throws(ImportError) {
        for (index, file) in files.enumerated() {
            let length = written.indices.contains(index) ? written[index].bytes : 0
            if file.length != length { try file.cut(to: length) }
        }
    }
}
