/// Parts of a whole side by side in one bar.
struct StackedBar {
    struct Part: Equatable {
        let label: String
        let count: Int
        let color: String
    }

    let title: String
    let parts: [Part]

    private var total: Int { parts.reduce(0) { $0 + $1.count } }

    var markup: Markup {
        """
        <svg class="stack" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" \
        aria-label="\(label)"><title>\(title)</title>\(segments)</svg>

        """
    }

    private var label: String {
        title + ": "
            + parts.map { "\($0.label) \(Figures.grouped($0.count))" }.joined(separator: ", ")
    }

    private var segments: [Markup] {
        spans.map { part, start, width in
            """
            <rect class="\(part.color)" x="\(at: start)" width="\(at: width)" height="10">\
            <title>\(part.label): \(part.count)</title></rect>
            """
        }
    }

    /// Where each part that is there lies, in hundredths of the bar, which they fill.
    var spans: [(part: Part, start: Double, width: Double)] {
        guard total > 0 else { return [] }
        var before = 0
        return parts.filter { $0.count > 0 }.map { part in
            let start = Double(before) * 100 / Double(total)
            before += part.count
            return (part, start, Double(before) * 100 / Double(total) - start)
        }
    }
}
