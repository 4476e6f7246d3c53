/// Values over time as columns or as a line of steps. Words stand around the drawing, not in it, so
/// that they keep their size on a phone.
struct ColumnChart {
    struct Column: Equatable {
        let label: String
        let value: Int
        /// How much of the width it takes, beside the others.
        var width = 1.0
    }

    let title: String
    /// Of the values, such as `sign-ups`.
    let unit: String
    let columns: [Column]
    /// Columns that touch each other show one process in time.
    var isContinuous = false
    /// Where time begins; nil: with the first column.
    var begin: String?
    let color: String

    private static let height = 100.0
    private var valueMax: Int { max(columns.map(\.value).max() ?? 0, 1) }

    var markup: Markup {
        """
        <figure class="time"><figcaption>\(title)</figcaption>
        <p class="axis"><span>\(valueMax) \(unit)</span></p>
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="\(label)">\
        <title>\(title)</title>
        <path class="grid" d="M0 0H1000M0 50H1000M0 100H1000"/>
        \(drawn)</svg>
        <p class="axis"><span>\(start)</span>\
        <span>\(columns.last?.label ?? "")</span></p></figure>

        """
    }

    private var start: String { begin ?? columns.first?.label ?? "" }

    private var label: String {
        "\(title), from \(start) to \(columns.last?.label ?? ""): at most "
            + "\(Figures.grouped(valueMax)) \(unit)"
    }

    private var drawn: [Markup] {
        bars.map { bar in
            """
            <rect class="\(color)" x="\(at: bar.x)" y="\(at: Self.height - bar.height)" \
            width="\(at: bar.width)" height="\(at: bar.height)"><title>\(bar.column.label): \
            \(bar.column.value) \(unit)</title></rect>

            """
        }
    }

    struct Bar {
        let column: Column
        let x: Double
        let width: Double
        let height: Double
    }

    /// The columns in a field of 1000 by 100, which the highest fills to the top.
    var bars: [Bar] {
        let total = columns.reduce(0) { $0 + $1.width }
        guard total > 0 else { return [] }
        var before = 0.0
        return columns.map { column in
            let start = before * 1_000 / total
            before += column.width
            let room = before * 1_000 / total - start
            let gap = isContinuous ? 0 : min(room * 0.2, 4)
            let height = Double(column.value) * Self.height / Double(valueMax)
            return Bar(
                column: column, x: start + gap / 2, width: room - gap,
                height: column.value > 0 ? max(height, 1) : 0)
        }
    }
}
