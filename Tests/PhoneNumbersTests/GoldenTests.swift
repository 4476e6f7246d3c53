import Foundation
import PhoneNumbers
import Testing

/// Files of answers that Google's library gave, by way of scripts/phone-parity --golden and
/// scripts/generate-numbering-plan.
@Suite struct GoldenTests {
    @Test func `20,000 random cells read as in libphonenumber`() throws {
        let lines = try lines(of: "cells.tsv")
        #expect(lines.count == 20_000)
        for fields in lines {
            let region = try #require(Region(fields[0]))
            let answer = answer(PhoneReader(region: region).read(unescaped(fields[1])))
            #expect(answer == Array(fields.dropFirst(2)), "\(fields[0]) \(fields[1])")
        }
    }

    @Test func `the example of every region and type is read in both forms`() throws {
        let lines = try lines(of: "examples.tsv")
        #expect(lines.count > 1_000)
        for fields in lines {
            let facts = try facts(of: fields[1])
            #expect(facts.isValid && "\(facts.type)" == fields[2], "\(fields)")
            for text in fields.dropFirst(3) where !text.isEmpty {
                #expect(read(text, in: fields[0]) == fields[1], "\(fields)")
            }
        }
    }

    private func answer(_ reading: PhoneReading) -> [String] {
        guard case .number(let number, let droppedExtension) = reading else {
            return ["refused"] + [String](repeating: "", count: 8)
        }
        let facts = NumberingPlan.facts(of: number)
        let zones = NumberingPlan.timezones(of: number)
        let place = NumberingPlan.place(of: number)
        return [
            number.e164, "\(droppedExtension)", "\(facts.isValid)", "\(facts.type)",
            facts.region?.code ?? "", zones.first.map { "\(zones.count) \($0.name)" } ?? "",
            NumberingPlan.carrier(of: number) ?? "", place.state ?? "", place.city ?? "",
        ]
    }

    private func lines(of name: String) throws -> [[String]] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let text = try Data(contentsOf: folder.appendingPathComponent("Golden/\(name)"))
        return Array(text).split(separator: UInt8(ascii: "\n")).map { line in
            line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
        }
    }

    private func unescaped(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        var escaped = false
        for scalar in text.unicodeScalars {
            if escaped {
                plain.append(scalar == "t" ? "\t" : scalar == "n" ? "\n" : scalar)
                escaped = false
            } else if scalar == "\\" {
                escaped = true
            } else {
                plain.append(scalar)
            }
        }
        return String(plain)
    }
}
