import Foundation
import PhoneNumbers

/// Answers for scripts/phone-parity: reads lines of a region, a tab and a text in hexadecimal,
/// and writes what the module makes of each, fields between tabs.
enum PhoneAnswers {
    static func answer() {
        var readers: [String: PhoneReader] = [:]
        var out = ""
        while let line = readLine() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count == 2, let region = Region(String(fields[0])) else {
                out += "bad line\n"
                continue
            }
            let reader = readers[region.code] ?? PhoneReader(region: region)
            readers[region.code] = reader
            let text = bytes(fields[1])
            out += text.withUnsafeBufferPointer { answer(reader.read($0)) } + "\n"
            if out.utf8.count > 1 << 16 { flush(&out) }
        }
        flush(&out)
    }

    private static func answer(_ reading: PhoneReading) -> String {
        switch reading {
        case .refused(let refusal): return "\(refusal)"
        case .number(let number, let droppedExtension):
            let facts = NumberingPlan.facts(of: number)
            let place = NumberingPlan.place(of: number)
            let fields: [String] = [
                number.e164, "\(droppedExtension)", "\(facts.isValid)", "\(facts.type)",
                facts.region?.code ?? "",
                NumberingPlan.timezones(of: number).map(\.name).joined(separator: ","),
                facts.timezone?.name ?? "", NumberingPlan.carrier(of: number) ?? "",
                place.state ?? "", place.city ?? "",
            ]
            return fields.joined(separator: "\t")
        }
    }

    private static func bytes(_ hexadecimal: Substring) -> [UInt8] {
        let digits = hexadecimal.utf8.map { UInt8($0 < 58 ? $0 - 48 : $0 - 87) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private static func flush(_ out: inout String) {
        FileHandle.standardOutput.write(Data(out.utf8))
        out = ""
    }
}
