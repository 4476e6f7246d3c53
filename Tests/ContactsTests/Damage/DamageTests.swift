import PhoneNumbers
import Records
import Testing

@testable import Contacts

@Suite("Damage is found")
struct DamageTests {
    @Test(
        "in numbers that a spreadsheet has changed",
        arguments: [
            ("4155550100\n1.41556E+10\n\"4,15556E+09\"\n", DamageKind.digitsLost, 2, [3, 4]),
            ("4155550100.0\n4155550101.00\n4155550102\n1.0\n", .floatNumbers, 2, [2, 3]),
            ("447911123456\n4155550100\n+447911123457\n", .plusLost, 1, [2]),
            ("0791112345\n0791112346\n0791112347\n791112348\n", .zeroLost, 1, [5]),
        ])
    func numbers(rows: String, kind: DamageKind, count: Int, lines: [UInt64]) throws {
        let found = try findings("phone\n" + rows)
        #expect(found == [DamageFinding(kind: kind, count: count, lines: lines)])
    }

    @Test("in numbers dragged down a column, from ten on")
    func sequence() throws {
        #expect(try findings("phone\n" + dragged(9)).isEmpty)
        let rows = "phone\n4155559999\n" + dragged(12) + "4155559000\n" + dragged(10)
        #expect(
            try findings(rows) == [
                DamageFinding(kind: .numberSequence, count: 22, lines: [3, 16])
            ])
    }

    @Test("in one number on many rows; a tenth of a short file is many")
    func repeated() throws {
        let rows = (0..<40).map { $0 % 5 == 0 ? "4155550199" : "415555\(1000 + $0 * 7)" }
        #expect(
            try findings("phone\n" + rows.joined(separator: "\n") + "\n")
                == [DamageFinding(kind: .repeatedNumber, count: 8, lines: [2])])
        let few = (0..<40).map { $0 % 10 == 0 ? "4155550199" : "415555\(1000 + $0 * 7)" }
        #expect(try findings("phone\n" + few.joined(separator: "\n") + "\n").isEmpty)
    }

    @Test("in rows whose cells stand elsewhere, from five on")
    func shifted() throws {
        func file(_ count: Int) -> String {
            "name,phone,city\nAnn,4155550100,Rome\n"
                + (0..<count).map { "x,Ann,41555510\(10 + 3 * $0)\n" }.joined()
                + "Bo,4155550200,Rome\n"
        }
        #expect(try findings(file(4)).isEmpty)
        #expect(
            try findings(file(7)) == [DamageFinding(kind: .columnsShifted, count: 7, lines: [3])])
        let surplus =
            "phone,city\n4155550100,Rome\n"
            + (0..<6).map { "41555510\(10 + 3 * $0),Rome,x\n" }.joined()
        #expect(
            try findings(surplus) == [DamageFinding(kind: .columnsShifted, count: 6, lines: [3])])
    }

    @Test("in a header that stands again, also behind a byte order mark")
    func header() throws {
        let found = try findings("phone,name\n4155550100,a\nphone,name\n\u{FEFF}phone,name\n")
        #expect(found == [DamageFinding(kind: .headerRepeated, count: 2, lines: [3, 4])])
    }

    @Test("in a header that stands again with other quotes or in other case")
    func headerOfOtherLook() throws {
        let found = try findings("phone,name\n4155550100,a\n\"phone\",\"name\"\nPhone,NAME\n")
        #expect(found == [DamageFinding(kind: .headerRepeated, count: 2, lines: [3, 4])])
    }

    @Test("in dates that are some only in the other order")
    func dateOrder() throws {
        let text =
            "phone,signup_date\n4155550100,01/02/2024\n4155550109,31/12/2023\n4155550119,soon\n"
        #expect(
            try findings(text) == [DamageFinding(kind: .dateOrder, count: 1, lines: [3])])
    }

    @Test(
        "in a row of totals",
        arguments: [
            "Total,,9", "4155550100,,\nTOTALS:,1,2", ",Summe,7", "Total: 5,,", ",total 12,",
        ])
    func totals(rows: String) throws {
        #expect(try findings("phone,a,b\n\(rows)\n").map(\.kind) == [.totalsRow])
    }

    @Test("not in a contact called Total")
    func contactCalledTotal() throws {
        #expect(try findings("name,phone\nTotal,4155550100\n").isEmpty)
        #expect(try findings("name,phone\nTotally Ann,\nTotal Recall,\n").isEmpty)
    }

    @Test(
        "in text that was read in a wrong encoding",
        arguments: ["JosÃ©", "Ã‰mile", "itâ€™s", "5Â£", "CafÃ© \u{1F600}"])
    func mojibake(name: String) throws {
        let text = "phone,name\n4155550100,Zoë\n4155550101,\(name)\n4155550109,José\n"
        #expect(try findings(text) == [DamageFinding(kind: .mojibake, count: 1, lines: [3])])
    }

    @Test("not in text of other languages", arguments: ["SÃO PAULO", "Âge", "Ça va", "Ã", "São"])
    func otherLanguages(name: String) throws {
        #expect(try findings("phone,name\n4155550100,\(name)\n").isEmpty)
    }

    @Test("in a last row that was cut")
    func cut() throws {
        let rows = "phone,name\n4155550100,a\n4155550107,b\n"
        #expect(
            try findings(rows + "4155550102")
                == [DamageFinding(kind: .recordCut, count: 1, lines: [4])])
        #expect(try findings(rows + "4155550102,c").isEmpty)
        #expect(try findings(rows + "4155550102\n").isEmpty)
        for text in ["name,phone\na,4155550100\nb,41555", "phone\n4155550100\n4155550107\n4"] {
            #expect(try findings(text).map(\.kind) == [.recordCut])
            #expect(try findings(text + "\n").isEmpty)
        }
        #expect(try findings("phone,name\n4155550100,a\n41555,b").isEmpty)
        #expect(try findings("name,phone\na,4155550100\nb,x").isEmpty)
        let lines = "{\"phone_number\":\"4155550100\"}\n"
        #expect(
            try findings(lines + "{\"phone_num")
                == [DamageFinding(kind: .recordCut, count: 1, lines: [2])])
        #expect(try findings(lines + "{\"phone_num\n").isEmpty)
    }

    @Test("in a file with exactly the rows of a worksheet", arguments: [65_535, 65_536])
    func rowLimit(rows: Int) throws {
        let text = "n,phone\n" + (0..<rows).map { "x,415\(2_000_000 + $0 * 9)\n" }.joined()
        #expect(try findings(text).map(\.kind) == [.rowLimit])
        let one = text + "x,4155550100\nx,4155550102\n"
        #expect(try findings(one).isEmpty)
    }

    @Test("alike in a row with a cut character, the last of its batch or not")
    func cutCharacter() throws {
        let bytes: [UInt8] = Array("phone,n\n4155550100,".utf8) + [0xC3, 0x83, 0xC2]
        for rest in ["", "\n4155550101,x\n"] {
            let text = bytes + Array(rest.utf8)
            #expect(
                try tally(text, batchRows: 9).all.flatMap(\.damage)
                    == [DamageFinding(kind: .mojibake, count: 1, lines: [2])])
        }
    }

    @Test("alike whatever the size of a batch", arguments: [1, 2, 7, 1000])
    func anyBatches(batchRows: Int) throws {
        let text =
            "name,phone\n" + dragged(15).split(separator: "\n").map { "a,\($0)\n" }.joined()
            + (0..<9).map { "41555530\(10 + $0 * 2),Ann\n" }.joined() + "name,phone\nJosÃ©,1.5E+12"
            + "\nTotal,3\n" + String(repeating: "b,4155550007\n", count: 12) + "c"
        let whole = try tally(text, batchRows: 4096)
        #expect(try tally(text, batchRows: batchRows).all == whole.all)
        #expect(try tally(text, batchRows: batchRows).lengths == whole.lengths)
        #expect(
            whole.all.flatMap(\.damage).map(\.kind) == [
                .digitsLost, .numberSequence, .repeatedNumber, .columnsShifted, .headerRepeated,
                .totalsRow, .mojibake, .recordCut,
            ])
    }

    @Test("with words for every kind, and codes that differ")
    func words() {
        #expect(Set(DamageKind.allCases.map(\.code)).count == DamageKind.allCases.count)
        #expect(DamageKind.allCases.allSatisfy { $0.sentence.hasSuffix(".") })
        #expect(DamageKind.allCases.allSatisfy { $0.remedy.hasSuffix(".") })
    }

    private func dragged(_ count: Int) -> String {
        (0..<count).map { "41555520\(10 + $0)\n" }.joined()
    }

    private func findings(_ text: String) throws -> [DamageFinding] {
        try tally(text, batchRows: 4096).all.flatMap(\.damage)
    }

    /// Takes a text through the normalizer as a run does.
    private func tally(_ text: String, batchRows: Int) throws -> DamageTally {
        try tally(Array(text.utf8), batchRows: batchRows)
    }

    private func tally(_ bytes: [UInt8], batchRows: Int) throws -> DamageTally {
        let reader = try RecordReader(
            source: ByteSource(bytes: bytes), options: ReaderOptions(encoding: .utf8))
        let columns =
            reader.format == .csv
            ? ColumnEncoder(decide(reader.header)) : nil
        var normalizer = RowNormalizer(
            rules: RequestRules(
                keepsExtraKeys: false, dayFirst: false, clock: 1_795_435_200, region: .us))
        var tally = DamageTally()
        let batch = RecordBatch(recordsMax: batchRows)
        let prepared = PreparedBatch()
        while try reader.fill(batch) {
            normalizer.normalize(batch, columns: columns, into: prepared)
            tally.take(prepared)
        }
        return tally
    }
}

@Suite("The lengths of numbers")
struct NumberLengthsTests {
    @Test("are counted for digits alone, by what stands in front")
    func counts() {
        var lengths = NumberLengths()
        for (line, cell) in ["+14155550100", "4155550100", "0791112345", "415-555-0100", "x", "+"]
            .enumerated()
        {
            _ = Array(cell.utf8).withUnsafeBufferPointer { lengths.count($0, line: UInt64(line)) }
        }
        let shown = lengths.shown.map { "\($0.form): \($0.count)" }
        #expect(shown == ["10 digits: 1", "0 and 9 digits: 1", "+ and 11 digits: 1"])
    }
}
