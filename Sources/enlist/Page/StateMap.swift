import Contacts

/// The states of the US as tiles of one size, near where they are: small states count as much as
/// large ones.
struct StateMap {
    /// By ``USState``'s place.
    let counts: [Int]

    /// A tile for each state and the capital's district.
    private static let grid = """
        AK .. .. .. .. .. .. .. .. .. ME
        .. .. .. .. .. .. .. .. .. VT NH
        WA ID MT ND MN IL WI MI NY RI MA
        OR NV WY SD IA IN OH PA NJ CT ..
        CA UT CO NE MO KY WV VA MD DE ..
        .. AZ NM KS AR TN NC SC DC .. ..
        .. .. .. OK LA MS AL GA .. .. ..
        HI .. .. TX .. .. .. .. FL .. ..
        """

    struct Tile: Equatable {
        let state: USState
        let count: Int
        let column: Int
        let row: Int
    }

    var tiles: [Tile] {
        Self.grid.split(separator: "\n").enumerated().flatMap { row, line in
            line.split(separator: " ").enumerated().compactMap { column, code in
                USState.place(of: String(code)).map {
                    Tile(state: USState.all[$0], count: counts[$0], column: column, row: row)
                }
            }
        }
    }

    /// Shades of the tiles, of which each begins above a bound: most states have few, so the first
    /// ones are narrow.
    static let shades = 5

    /// The largest count of each shade.
    var bounds: [Int] {
        let countMax = counts.max() ?? 0
        return (1...Self.shades).map { shade in
            let share = Double(shade) / Double(Self.shades)
            return Int((Double(countMax) * share * share).rounded(.up))
        }
    }

    /// 0 for none, then 1…5.
    func shade(of count: Int) -> Int {
        if count == 0 { return 0 }
        return (bounds.firstIndex { count <= $0 } ?? Self.shades - 1) + 1
    }

    private static let side = 48

    var markup: Markup {
        """
        <figure class="map"><figcaption>Contacts by state, after the numbers' area codes</figcaption>
        <svg viewBox="0 0 \(11 * Self.side) \(8 * Self.side)" role="img" aria-label="\(label)">\
        <title>Contacts by state</title>
        \(tiles.map(drawn))</svg>
        \(legend)</figure>

        """
    }

    private var label: String {
        let most = tiles.filter { $0.count > 0 }.sorted {
            ($1.count, $0.state.code) < ($0.count, $1.state.code)
        }
        return "Tile map of the United States; most contacts: "
            + most.prefix(5).map { "\($0.state.name) \(Figures.grouped($0.count))" }
            .joined(separator: ", ")
    }

    private func drawn(_ tile: Tile) -> Markup {
        let x = Double(tile.column * Self.side)
        let y = Double(tile.row * Self.side)
        return """
            <g class="s\(shade(of: tile.count))"><title>\(tile.state.name): \(tile.count)</title>\
            <rect x="\(at: x + 2)" y="\(at: y + 2)" width="44" height="44" rx="5"/>\
            <text x="\(at: x + 24)" y="\(at: y + 30)">\(tile.state.code)</text></g>

            """
    }

    private var legend: Markup {
        var lower = 1
        var steps: [Markup] = ["<span class=\"key s0\">0</span>"]
        for (place, bound) in bounds.enumerated() where bound >= lower {
            let range =
                bound == lower
                ? Figures.grouped(bound) : "\(Figures.grouped(lower))–\(Figures.grouped(bound))"
            let shade = "s\(place + 1)"
            steps.append("<span class=\"key \(shade)\">\(range)</span>")
            lower = bound + 1
        }
        return "<p class=\"legend\">\(steps)</p>"
    }
}
