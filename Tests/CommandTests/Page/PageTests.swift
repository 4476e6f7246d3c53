import Contacts
import Testing

@testable import ImportPipeline
@testable import enlist

@Suite("The parts of a job's page")
struct PageTests {
    @Test(
        "Text that is put into a page stays text",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("\" onload='x' &amp;", "&quot; onload=&#39;x&#39; &amp;amp;"),
            ("a\u{0}b\u{1B}[31m", "a\u{FFFD}b\u{FFFD}[31m"), ("Zoë 👋\n", "Zoë 👋\n"),
        ])
    func escapes(text: String, html: String) {
        let markup: Markup = "<p title=\"\(text)\">\(text)</p>"
        #expect(markup.html == "<p title=\"\(html)\">\(html)</p>")
    }

    @Test("Markup and lengths are put in as they are, counts as people read them")
    func putsMarkupIn() {
        let bold: Markup = "<b>\(1_234_567)</b>"
        let markup: Markup = "\(bold)\([bold, bold]) \(at: 1.005)|\(at: -0.25)|\(at: 40)|\(at: 0.1)"
        #expect(
            markup.html == String(repeating: "<b>1,234,567</b>", count: 3)
                + " 1|-0.25|40|0.10")
    }

    @Test(
        "A share never says none or all when it is not",
        arguments: [
            (0, 10, "0.0 %"), (1, 100_000, "<0.1 %"), (1, 3, "33.3 %"),
            (99_999, 100_000, ">99.9 %"), (5, 5, "100.0 %"), (0, 0, "–"),
        ])
    func shares(part: Int, whole: Int, text: String) {
        #expect(Share.text(part, of: whole) == text)
    }

    @Test("The parts of a bar lie side by side and fill it")
    func stackedBar() {
        let counts = [1_792, 241, 0, 11, 163]
        let bar = StackedBar(
            title: "t", parts: counts.map { .init(label: "\($0)", count: $0, color: "c") })
        #expect(bar.spans.map(\.part.count) == [1_792, 241, 11, 163])
        #expect(bar.spans.first?.start == 0)
        for (left, right) in zip(bar.spans, bar.spans.dropFirst()) {
            #expect(abs(left.start + left.width - right.start) < 1e-9)
        }
        #expect(abs(bar.spans.reduce(0) { $0 + $1.width } - 100) < 1e-9)
        #expect(StackedBar(title: "t", parts: []).spans.isEmpty)
    }

    @Test("The longest bar of a table is whole, and what is there is seen")
    func barTable() {
        let rows = [0, 1, 100_000].map { BarTable.Row(label: "", count: $0) }
        let table = BarTable(caption: "", heading: "", rows: rows, total: 100_001)
        #expect(rows.map(table.width) == [0, 0.5, 100])
    }

    @Test("Columns fill their field from side to side, the highest to the top")
    func columns() {
        let values = [3, 0, 12, 6]
        let chart = ColumnChart(
            title: "t", unit: "u",
            columns: values.map { .init(label: "", value: $0, width: Double($0 + 1)) },
            isContinuous: true, color: "c")
        #expect(chart.bars.map(\.height) == [25, 0, 100, 50])
        #expect(abs(chart.bars.reduce(0) { $0 + $1.width } - 1_000) < 1e-9)
        #expect(chart.bars.map(\.x) == chart.bars.map(\.x).sorted())
    }

    @Test("Every state has one tile of its own, and more contacts are never a lighter shade")
    func map() {
        let counts = (0..<51).map { $0 * $0 }
        let map = StateMap(counts: counts)
        #expect(Set(map.tiles.map(\.state)) == Set(USState.all))
        #expect(Set(map.tiles.map { [$0.column, $0.row] }).count == 51)
        #expect(map.tiles.map(\.count).sorted() == counts)
        let shades = counts.map(map.shade)
        #expect(shades == shades.sorted())
        #expect(shades.first == 0 && shades[1] == 1 && shades.last == StateMap.shades)
        #expect(StateMap(counts: [1] + Array(repeating: 0, count: 50)).shade(of: 1) > 0)
    }

    @Test(
        "Sign-ups stand by day, month or year without gaps, and none is lost",
        arguments: [
            ([20_000: 3, 20_010: 4], false, "day", 11),
            ([19_000: 1, 20_000: 2], false, "month", 34),
            ([0: 1, 20_000: 2], false, "year", 55), ([20_000: 5], false, "day", 1),
            ([19_997: 5, 20_028: 1], true, "month", 2),
        ])
    func signups(counts: [Int: Int], isByMonth: Bool, name: String, columns: Int) {
        let chosen = SignupColumns(SignupDays(counts: counts, isByMonth: isByMonth))
        #expect(chosen.name == name)
        #expect(chosen.columns.count == columns)
        #expect(chosen.columns.reduce(0) { $0 + $1.value } == counts.values.reduce(0, +))
    }

    @Test("The pace is rows by the time they took; samples of one instant are one")
    func pace() {
        let pace = Pace([
            .init(milliseconds: 500, rows: 1_000), .init(milliseconds: 500, rows: 1_100),
            .init(milliseconds: 1_500, rows: 4_000),
        ])
        #expect(pace.columns.map(\.value) == [2_000, 3_000])
        #expect(pace.columns.map(\.width) == [500, 1_000])
    }
}
