import Foundation
import Records

/// Reads a file and prints how fast: records cut, and for NDJSON every record scanned.
func benchmarkRecords(path: String) throws {
    let batch = RecordBatch()
    var tape = JSONTape()
    for scansJSON in [false, true] {
        var best = Double.infinity
        var records = 0
        var faults = 0
        var bytes: UInt64 = 0
        for _ in 0..<5 {
            records = 0
            let start = DispatchTime.now().uptimeNanoseconds
            let reader = try RecordReader(source: ByteSource(path: path), options: ReaderOptions())
            while try reader.fill(batch) {
                records += batch.records.count
                guard scansJSON, reader.format == .ndjson else { continue }
                for record in batch.records {
                    let fault = tape.scan(
                        batch.bytes, from: Int(record.raw.start), to: Int(record.raw.end))
                    faults += fault == nil ? 0 : 1
                }
            }
            let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
            best = min(best, seconds)
            bytes = reader.bytesRead
        }
        let rate = Double(bytes) / best / 1e9
        print(path, scansJSON ? "scan" : "cut", records, faults, String(format: "%.3f GB/s", rate))
    }
}
