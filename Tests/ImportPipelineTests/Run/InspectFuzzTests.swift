import Foundation
import Fuzzing
import Testing

@testable import ImportPipeline

@Suite("Mutated files")
struct InspectFuzzTests {
    @Test("are inspected alike with any threads and batches, mapping and damage included")
    func inspected() {
        fuzz("inspected files") { seed, random in
            let bytes = MutatedFile.bytes(&random)
            let options = MutatedFile.options(bytes, &random)
            let plain = inspection(options)
            var varied = options
            varied.threads = 1 + random.next(below: 3)
            varied.batchRows = 1 + random.next(below: 9)
            #expect(inspection(varied) == plain, "seed \(seed)")
        }
    }

    @Test("leave rejects that are refused again as long as nobody mends them")
    func rejected() throws {
        let workspace = try TestWorkspace()
        let rejects = workspace.folder.appendingPathComponent("rejects").path
        try fuzz("imported files") { seed, random in
            let bytes = MutatedFile.bytes(&random)
            let options = MutatedFile.options(bytes, &random)
            guard let first = try? importing(options, rejects, in: workspace) else { return }
            #expect(first.problem?.code != "internal_error", "seed \(seed)")
            let written =
                try FileHandle(forReadingFrom: URL(fileURLWithPath: rejects))
                .readToEnd() ?? Data()
            var again = options
            again.inputs = [.bytes(Array(written))]
            // What says how the input is written says it of its rejects, but they are UTF-8 with a
            // header.
            again.encoding = nil
            again.mayHaveHeader = true
            guard let second = try? importing(again, nil, in: workspace) else { return }
            let told = [bytes, Array(written)].map {
                String(decoding: $0, as: UTF8.self).debugDescription
            }
            #expect(
                second.summary.successCount == 0, "seed \(seed): \(told[0]) left \(told[1])")
        }
    }

    /// Everything that is told about a file, or why it cannot be read.
    private func inspection(_ options: ImportOptions) -> String {
        do {
            let found = try InspectRun(options: options, clock: 1_795_435_200).run(stop: StopFlag())
            let errors = found.errors.sorted { $0.key < $1.key }
            return "\(found.profile.json) \(found.header) \(found.problem?.message ?? "") "
                + "\(found.rows) \(errors) \(found.damage.lengths.shown) "
                + DamageText.json(found.findings)
        } catch {
            return "\(error)"
        }
    }

    private func importing(
        _ options: ImportOptions, _ rejects: String?, in workspace: TestWorkspace
    ) throws -> ImportOutcome {
        try workspace.importing(options.inputs[0]) {
            let (list, report) = ($0.listNumber, $0.report)
            $0 = options
            $0.listNumber = list
            $0.report = report
            $0.rejects = rejects
        }
    }
}

/// Files as people have them, with bytes changed, added, taken out and repeated.
private enum MutatedFile {
    private static let texts = [
        "phone,name,City,opted_out\n4155550100,Ann,Rome,no\nabc,\"O\"\"Neil, B\",,yes\n12345,x\n",
        "sep=;\r\nMobile;consent date;x\r\n4155550101;2025-01-02;\"a\r\nb\"\r\n1.4E+10;;\r\n;;\r\n",
        "name\tPhone\tuse_journeys\nBo\t4155550102.0\tmaybe\n4155550103\tBo\t\nTotal\t\t3\n",
        "4155550104,x\n4155550105,y\nabc,z\n", "# made by hand\nphone|n\n447911123456|1\nphone|n\n",
        "phone,error_code,error\nabc,invalid_phone,why\n4155550106,,\n", "\u{FEFF}phone,JosÃ©\nx,é",
        "{\"phone_number\":\"4155550107\",\"custom_fields\":{\"a\":1}}\n{\"phone_number\":\"12\"}\n{}\n",
        "[{\"phone_number\":\"x\"},\n{\"phone_number\":\"4155550108\",\n\"url\":1}]",
        "{\"phone_number\":\"1\",\"_error_code\":\"a\",\"_error_text\":\"b\"}\n{\"_error_code\":1}\n",
    ]
    private static let specials = Array("\"\"\",,;\t|\n\r\n{}[]:\\#=. +0\0'".utf8) + [0xC3, 0xFF]

    static func bytes(_ random: inout SeededRandom) -> [UInt8] {
        var bytes = Array(texts[random.next(below: texts.count)].utf8)
        if random.next(below: 4) == 0 { bytes += texts[random.next(below: texts.count)].utf8 }
        random.mutate(&bytes, changesMax: 7, specials: specials)
        return bytes
    }

    static func options(_ bytes: [UInt8], _ random: inout SeededRandom) -> ImportOptions {
        var options = ImportOptions(inputs: [.bytes(bytes)])
        options.threads = 1
        options.mayHaveHeader = random.next(below: 8) > 0
        if random.next(below: 8) == 0 { options.encoding = .windows1252 }
        if random.next(below: 8) == 0 { options.delimiter = 0x3B }
        if random.next(below: 4) == 0 { options.extraColumns = .ignore }
        return options
    }
}
