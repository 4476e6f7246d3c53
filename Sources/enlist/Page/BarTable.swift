/// Counts as a table with a bar in each row: readable by people, by screen readers and on paper.
struct BarTable {
    struct Row {
        let label: String
        var note = ""
        let count: Int
        /// Class of the bar's colour.
        var color = "c1"
    }

    let caption: String
    /// What the first column holds.
    let heading: String
    let rows: [Row]
    /// What shares are of.
    let total: Int

    private var countMax: Int { max(rows.map(\.count).max() ?? 0, 1) }

    var markup: Markup {
        """
        <table class="bars"><caption>\(caption)</caption>
        <thead><tr><th scope="col">\(heading)</th><th scope="col" class="n">Number</th>\
        <th scope="col" class="n">Share</th></tr></thead>
        <tbody>
        \(rows.map(line))</tbody></table>

        """
    }

    private func line(_ row: Row) -> Markup {
        let note: Markup = row.note.isEmpty ? "" : "<span class=\"note\">\(row.note)</span>"
        return """
            <tr><th scope="row">\(Self.breakable(row.label))\(note)\(bar(row))</th>\
            <td class="n">\(row.count)</td><td class="n">\(Share.text(row.count, of: total))</td></tr>

            """
    }

    /// A code may go on in the next line behind each of its words.
    private static func breakable(_ label: String) -> Markup {
        let words: [Markup] = label.split(separator: "_").enumerated().map { place, word in
            place == 0 ? "\(String(word))" : "_<wbr>\(String(word))"
        }
        return "\(words)"
    }

    private func bar(_ row: Row) -> Markup {
        """
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" \
        aria-label="\(row.label): \(row.count)"><title>\(row.label): \(row.count)</title>\
        <rect class="track" width="100" height="10"/><rect class="\(row.color)" \
        width="\(at: width(row))" height="10"/></svg>
        """
    }

    /// In hundredths of the longest; what is there at all is seen.
    func width(_ row: Row) -> Double {
        row.count == 0 ? 0 : max(Double(row.count) * 100 / Double(countMax), 0.5)
    }
}

/// A part of a whole in words.
enum Share {
    static func text(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "–" }
        let tenths = Int((Double(part) * 1_000 / Double(whole)).rounded())
        if part > 0, tenths == 0 { return "<0.1 %" }
        if part < whole, tenths == 1_000 { return ">99.9 %" }
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
