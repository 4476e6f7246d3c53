/// Finds the numbers that stand on many rows of a file, in bounded memory and in file order.
///
/// A table by a hash of the number; in each place the number that keeps a majority of its rows
/// (Boyer and Moore). So a number on more than a few thousandths of the rows is always found, and
/// its count is of the rows since it was first kept: the least there can be.
struct RepeatedNumbers: Sendable, Equatable {
    struct Place: Sendable, Equatable {
        /// 0 for an empty place.
        var phone: UInt64 = 0
        var count: UInt32 = 0
        var strength: UInt32 = 0
        /// Where it was first kept.
        var line: UInt64 = 0
    }

    /// A power of two; 128 KiB, which stay in the second-level cache.
    private static let placeCount = 4096

    private(set) var places = [Place](repeating: Place(), count: placeCount)

    @inline(__always)
    mutating func note(_ number: NumberPlace) {
        let index = Int(truncatingIfNeeded: (number.phone &* 0x9E37_79B9_7F4A_7C15) &>> 52)
        if places[index].phone == number.phone {
            places[index].count &+= 1
            places[index].strength &+= 1
        } else if places[index].strength <= 1 {
            places[index] = Place(phone: number.phone, count: 1, strength: 1, line: number.line)
        } else {
            places[index].strength &-= 1
        }
    }

    /// Puts a place back as it was kept.
    mutating func restore(_ place: Place, at index: Int) {
        if places.indices.contains(index) { places[index] = place }
    }

    /// The rows of numbers that have many, and where these numbers stand first.
    ///
    /// - Parameter rows: of the file; a short one calls fewer rows many.
    func found(among rows: Int) -> (count: Int, lines: [UInt64]) {
        let many = max(Self.manyRows.lowerBound, min(Self.manyRows.upperBound, rows / 10))
        let found = places.filter { $0.count >= many }
        let lines = found.map(\.line).sorted().prefix(DamageFinding.linesMax)
        return (found.reduce(0) { $0 + Int($1.count) }, Array(lines))
    }

    /// Families share a number and companies have a few rows: what is many lies in these bounds, a
    /// tenth of the rows between them.
    private static let manyRows = 5...50
}
