import Testing

@testable import Contacts

@Suite("A column that tells who left")
struct ConsentTripwireTests {
    @Test(
        "is known by its name",
        arguments: [
            "status", "SMS Status", "subscription_status", "Subscriber State", "opt_out",
            "Opt-Out Date",
            "unsubscribed", "UNSUB_REASON", "suppressed", "is_suppressed", "bounced", "DNC",
            "do not call", "Do_Not_Text", "blacklisted", "Contact Status", "member-status",
            "SMS Blocked", "Active?", "inactive", "DND", "is_deleted", "STOP Date", "Abgemeldet am",
            "Désabonné", "baja",
        ])
    func knownByName(header: String) {
        #expect(decide(["phone", header]).faults.map(\.kind) == [.undecided])
    }

    @Test(
        "is known by a word in its first cells",
        arguments: [
            "NEVER_SUBSCRIBED", "stop", "Cleaned", "Opted Out", "hard bounce", "DNC", "unsub",
            "Opted out (SMS)", "Unsubscribed via link", "blocked", "abgemeldet",
        ])
    func knownByWord(word: String) {
        #expect(faults(of: "Tag", [["1", "vip"], ["2", " \(word) "]]) == [.undecided])
    }

    @Test(
        "is known by a name about consent with answers below it",
        arguments: [
            ("SMS Consent", "yes"), ("opt_in", "0"), ("Subscribed?", "TRUE"), ("can_text", "N"),
            ("No SMS", "y"), ("Marketing", "no"), ("SMS", "N"), ("Can we text you?", "no"),
            ("Einwilligung", "nein"),
        ])
    func knownByAnswers(header: String, cell: String) {
        #expect(faults(of: header, [["1", ""], ["2", cell]]) == [.undecided])
    }

    @Test(
        "is one called consent that answers yes or no, though one with dates is the sign-up date",
        arguments: ["no", "Yes", "0", "opted out"])
    func consentIsNoDate(cell: String) {
        #expect(faults(of: "consent", [["1", ""], ["2", cell]]) == [.undecided])
        #expect(faults(of: "consent", [["1", "2024-01-01"]]) == [])
    }

    @Test("called consent does not take the place of the column with its date")
    func consentLeavesDate() {
        let mapping = ColumnMapping(
            header: ["phone", "consent", "optin_date"], options: MappingOptions(),
            sample: ColumnSample([["1", "yes", "2024-01-01"]]))
        #expect(mapping.columns[2] == .field(.signupDate))
        #expect(mapping.faults.map(\.kind) == [.undecided])
    }

    @Test(
        "is not every column",
        arguments: [
            ("Order Status", "shipped"), ("Marital Status", "single"),
            ("Consent Date", "2024-01-01"),
            ("Opt-in Source", "yes"), ("City", "Stoppach"), ("notes", "asked to stop by"),
            ("notes", "Unsubscribed from the print catalogue, wants messages"),
            ("consent_text", "I agree to be called"),
            ("Subscription", "gold"), ("vip", "yes"), ("custom_fields.status", "STOP"),
            ("Marketing emails opened", "0"), ("SMS sent", "1"),
        ])
    func others(header: String, cell: String) {
        #expect(faults(of: header, [["1", cell]]) == [])
    }

    @Test("names its place and both ways out, and nothing from its cells")
    func says() {
        let mapping = ColumnMapping(
            header: ["phone", "Tag"], options: MappingOptions(),
            sample: ColumnSample([["1", "x"], ["2", "STOP"]]))
        #expect(
            mapping.faults.map(\.message) == [
                "column 2 \"Tag\" is mapped to nothing, but line 3 has a word for people who left: map "
                    + "it to opted_out with --mapping (`enlist mapping INPUT` prints a file to edit), "
                    + "or leave it out with --ignore-column \"Tag\""
            ])
    }

    @Test("is no question when it is opted_out, ignored, or every row opts out")
    func decided() {
        #expect(faults(of: "Opted Out", [["1", "yes"]]) == [])
        #expect(faults(of: "status", [], { $0.ignored = ["STATUS"] }) == [])
        #expect(faults(of: "status", [], { $0.takesUndecided = true }) == [])
        #expect(faults(of: "status", [], { $0.keepsExtra = false }) == [.undecided])
    }

    private func faults(
        of header: String, _ rows: [[String]], _ change: (inout MappingOptions) -> Void = { _ in }
    ) -> [ColumnMapping.Fault.Kind] {
        var options = MappingOptions()
        change(&options)
        return ColumnMapping(
            header: ["phone", header], options: options, sample: ColumnSample(rows)
        ).faults.map(\.kind)
    }
}

@Suite("The order of dates")
struct DateOrderTests {
    @Test(
        "is refused when the cells show the other one",
        arguments: [
            (["25/12/2023", "01/02/2024"], false), (["1/2/2024", "13-1-2024"], false),
            (["12/25/2023"], true), (["12/25/2023", "25/12/2023"], false),
        ])
    func refuses(cells: [String], dayFirst: Bool) {
        #expect(faults(cells, dayFirst: dayFirst).map(\.kind) == [.dateOrder])
    }

    @Test(
        "is taken when the cells show it, or none",
        arguments: [
            (["12/25/2023", "01/02/2024"], false), (["25/12/2023"], true), (["2024-12-25"], true),
            (["01/02/2024", "", "soon", "13/32/2020"], false),
            (["12/25/2023", "12/26/2023", "25/12/2023"], false),
        ])
    func takes(cells: [String], dayFirst: Bool) {
        #expect(faults(cells, dayFirst: dayFirst).isEmpty)
    }

    @Test("is named with the line and the option")
    func says() {
        #expect(
            faults(["", "25/12/2023"], dayFirst: false).map(\.message) == [
                "column 2 \"signup_date\", line 3 has the day before the month: say --date-order dmy"
            ])
        #expect(
            faults(["12/25/2023", "25/12/2023"], dayFirst: false).map(\.message) == [
                "column 2 \"signup_date\", line 3 has the day before the month, other lines the "
                    + "opposite: write them in one order, or say --date-order dmy"
            ])
    }

    private func faults(_ cells: [String], dayFirst: Bool) -> [ColumnMapping.Fault] {
        var options = MappingOptions()
        options.dayFirst = dayFirst
        return ColumnMapping(
            header: ["phone", "signup_date"], options: options,
            sample: ColumnSample(cells.map { ["1", $0] })
        ).faults
    }
}

@Suite("A file without a header")
struct HeaderlessTests {
    private let sample = ColumnSample([
        ["1000000001", "Ann", "a@x.com", "+14155552671"],
        ["1000000002", "Bob", "b@x.com", "415-555-2672"],
    ])

    @Test("has its number in the column whose cells are numbers that the plan knows")
    func findsPhone() {
        let mapping = ColumnMapping(headerless: MappingOptions(), sample: sample)
        #expect(
            mapping.columns == [
                .ignored, .ignored, .custom(name: "email"), .field(.phoneNumber),
            ])
        #expect(mapping.faults.isEmpty)
    }

    @Test("is told by its first record: a number, and no name of a column")
    func isTold() {
        #expect(ColumnMapping.isRow(["Ann", "4155552671"], region: .us))
        #expect(!ColumnMapping.isRow(["Ann", "Bob"], region: .us))
        #expect(!ColumnMapping.isRow([#"{"phone_number":"4155552671""#], region: .us))
        #expect(!ColumnMapping.isRow(["<td>4155552671</td>"], region: .us))
        #expect(!ColumnMapping.isRow(["phone", "4155552671"], region: .us))
        #expect(!ColumnMapping.isRow(["Home Phone", "4155552671"], region: .us))
    }

    @Test("without a number in its first records is refused")
    func refuses() {
        let mapping = ColumnMapping(
            headerless: MappingOptions(), sample: ColumnSample([["Ann", "x"]]))
        #expect(mapping.faults.map(\.kind) == [.header])
    }

    @Test("is as wide in a part as the mapping file of the whole says")
    func isAsWideAsTheWhole() throws {
        let text = ##"{"header":false,"columns":{"#1":"phone_number","#3":"ignore"}}"##
        var options = MappingOptions()
        options.choice = .document(try MappingDocument(parsing: Array(text.utf8), name: "m.json"))
        let part = ColumnSample([["4155550100"]])
        #expect(ColumnMapping(headerless: options, sample: part).faults.map(\.kind) == [.document])
        options.isPart = true
        let mapping = ColumnMapping(headerless: options, sample: part)
        #expect(mapping.faults.isEmpty)
        #expect(mapping.columns == [.field(.phoneNumber), .ignored, .ignored])
    }

    @Test("is mapped by the places of its columns")
    func mapsByPlace() throws {
        let text = ##"{"header":false,"columns":{"#2":{"custom":"name"},"#4":"phone_number"}}"##
        var options = MappingOptions()
        options.choice = .document(try MappingDocument(parsing: Array(text.utf8), name: "m.json"))
        #expect(
            ColumnMapping(headerless: options, sample: sample).columns == [
                .ignored, .custom(name: "name"), .ignored, .field(.phoneNumber),
            ])
    }
}
