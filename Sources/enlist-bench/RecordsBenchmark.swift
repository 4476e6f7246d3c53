import Foundation
import Records

/// Reads a file and prints how fast one core does it: records cut, and for NDJSON also scanned.
///
/// Best of several runs in processor time, which neighbours on the machine disturb less.
func benchmarkRecords(path: String) throws {
    for scansJSON in [false, true] {
        var best = Double.infinity
        var total = RecordsRun()
        for _ in 0..<15 {
            let start = processorSeconds()
            total = try readAll(path: path, scansJSON: scansJSON)
            best = min(best, processorSeconds() - start)
        }
        guard scansJSON == false || total.format == .ndjson else { continue }
        let rate = String(format: "%.3f GB/s", Double(total.bytes) / best / 1e9)
        print(path, scansJSON ? "cut and scanned" : "cut", total.records, "records", rate)
    }
}

private struct RecordsRun {
    var format = RecordFormat.csv
    var records = 0
    var bytes: UInt64 = 0
}

private func readAll(path: String, scansJSON: Bool) throws -> RecordsRun {
    let reader = try RecordReader(source: ByteSource(path: path), options: ReaderOptions())
    let batch = RecordBatch()
    var tape = JSONTape()
    var run = RecordsRun(format: reader.format)
    while try reader.fill(batch) {
        run.records += batch.records.count
        guard scansJSON, reader.format == .ndjson else { continue }
        for record in batch.records {
            _ = tape.scan(batch.bytes, from: Int(record.raw.start), to: Int(record.raw.end))
        }
    }
    run.bytes = reader.bytesRead
    return run
}

private func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
