import Foundation

/// Gives a body one seed after the other, for as long as `scripts/fuzz` says in the environment; in
/// a plain test run for a moment.
///
/// - Parameter what: the subject of the line that says which seeds there were.
package func fuzz(
    _ what: String, _ body: (_ seed: UInt64, _ random: inout SeededRandom) throws -> Void
) rethrows {
    let environment = ProcessInfo.processInfo.environment
    let seconds = Double(environment["ENLIST_FUZZ_SECONDS"] ?? "") ?? 1
    let first = UInt64(environment["ENLIST_FUZZ_SEED"] ?? "") ?? 1
    let end = Date.now.addingTimeInterval(seconds)
    var seed = first
    while Date.now < end {
        var random = SeededRandom(seed: seed)
        try body(seed, &random)
        seed += 1
    }
    print("fuzzed \(what) with seeds \(first)..<\(seed)")
}
