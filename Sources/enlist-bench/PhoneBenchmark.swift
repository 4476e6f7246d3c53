import Foundation
import PhoneNumbers

/// Numbers a second on one core, for the file that scripts/phone-bench makes: lines of a region, a
/// tab and a number. Reading is timed apart from facts, the best of some rounds counts.
enum PhoneBenchmark {
    private static let rounds = 20

    static func run(path: String) throws {
        let loading = ContinuousClock().measure { NumberingPlan.load() }
        print(String(format: "enlist load %.2f ms", loading / .milliseconds(1)))
        let cells = try Cells(path: path)
        var accepted = 0
        let reading = best { accepted = cells.readAll() }
        let numbers = cells.numbers()
        var valid = 0
        let facts = best { valid = countValid(numbers) }
        report("read", count: cells.count, seconds: reading, note: "\(accepted) accepted")
        report("facts", count: numbers.count, seconds: facts, note: "\(valid) valid")
    }

    private static func countValid(_ numbers: [PhoneNumber]) -> Int {
        numbers.reduce(0) { $0 + (NumberingPlan.facts(of: $1).isValid ? 1 : 0) }
    }

    private static func best(_ work: () -> Void) -> Double {
        let clock = ContinuousClock()
        let times = (0..<rounds).map { _ in clock.measure(work) }
        return (times.min() ?? .zero) / .seconds(1)
    }

    private static func report(_ name: String, count: Int, seconds: Double, note: String) {
        let rate = Double(count) / seconds / 1_000_000
        let nanoseconds = seconds / Double(count) * 1_000_000_000
        print(String(format: "enlist %@ %.3f M/s %.1f ns ", name, rate, nanoseconds) + note)
    }
}

/// Cells of many regions in one buffer, each with its region's reader.
private struct Cells {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var readerNumbers: [Int] = []
    private var readers: [PhoneReader] = []

    var count: Int { ends.count }

    init(path: String) throws {
        let file = try Data(contentsOf: URL(fileURLWithPath: path))
        var numbers: [String: Int] = [:]
        for line in file.split(separator: UInt8(ascii: "\n")) {
            let code = String(decoding: line.prefix(2), as: UTF8.self)
            if numbers[code] == nil, let region = Region(code) {
                numbers[code] = readers.count
                readers.append(PhoneReader(region: region))
            }
            guard let number = numbers[code] else { continue }
            bytes += line.dropFirst(3)
            ends.append(bytes.count)
            readerNumbers.append(number)
        }
    }

    func readAll() -> Int {
        var accepted = 0
        each { if case .number = $0 { accepted += 1 } }
        return accepted
    }

    func numbers() -> [PhoneNumber] {
        var numbers: [PhoneNumber] = []
        each { if case .number(let number, _) = $0 { numbers.append(number) } }
        return numbers
    }

    private func each(_ body: (PhoneReading) -> Void) {
        bytes.withUnsafeBufferPointer { bytes in
            var start = 0
            for row in 0..<count {
                let cell = UnsafeBufferPointer(rebasing: bytes[start..<ends[row]])
                body(readers[readerNumbers[row]].read(cell))
                start = ends[row]
            }
        }
    }
}
