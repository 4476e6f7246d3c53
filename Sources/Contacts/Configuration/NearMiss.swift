/// Finds what somebody meant who mistyped a word.
package enum NearMiss {
    /// The candidate that is nearest to `word`, the first of equals; nil when none is near.
    ///
    /// Near is a third of the word's length in edits: a letter added, left out, replaced, or two
    /// neighbours swapped.
    package static func of(_ word: String, among candidates: [String]) -> String? {
        let written = Array(word.lowercased().utf8.prefix(lengthMax))
        var best: (candidate: String, edits: Int)?
        for candidate in candidates {
            let meant = Array(candidate.lowercased().utf8.prefix(lengthMax))
            let edits = distance(written, meant)
            // With every letter changed it is another word.
            guard edits < max(written.count, meant.count) else { continue }
            if edits <= max(1, meant.count / 3), edits < best?.edits ?? .max {
                best = (candidate, edits)
            }
        }
        return best?.candidate
    }

    /// Longer words are compared by their beginning: the time is the square of it.
    private static let lengthMax = 64

    /// Edits between two words (Damerau–Levenshtein, optimal string alignment).
    private static func distance(_ first: [UInt8], _ second: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in 1..<(first.count + 1) {
            var current = [row]
            for column in 1..<(second.count + 1) {
                let same = first[row - 1] == second[column - 1]
                var edits = min(
                    last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, first[row - 1] == second[column - 2],
                    first[row - 2] == second[column - 1]
                {
                    edits = min(edits, beforeLast[column - 2] + 1)
                }
                current.append(edits)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
