/// How much a sync may take away.
public struct SyncLimits: Sendable, Equatable {
    /// How many members may leave.
    public enum Removals: Sendable, Equatable {
        /// That many members.
        case members(Int)
        /// Of the members that the list had before the job, 0…100.
        case percent(Double)

        /// Reads `N` or `N%`; nil when it is neither.
        package init?(_ text: String) {
            guard let limit = RejectLimit(text) else { return nil }
            switch limit {
            case .rows(let count): self = .members(count)
            case .percent(let share): self = .percent(share)
            }
        }
    }

    /// Members that may leave.
    public var removals = Removals.percent(5)
    /// How much fewer rows than the list has members the inputs may have, in percent; nil: as much
    /// fewer as members may leave.
    public var shrink: Double?

    /// 5 % of the members may leave.
    public init() {}

    func allows(removing missing: Int, of members: Int) -> Bool {
        switch removals {
        case .members(let count): missing <= count
        case .percent(let share): Double(missing) * 100 <= share * Double(members)
        }
    }

    /// Fewer rows than this cannot hold the members that have to stay.
    func rowsMin(members: Int) -> Int {
        switch (shrink, removals) {
        case (let share?, _), (nil, .percent(let share)):
            Int((Double(members) * (100 - share) / 100).rounded(.up))
        case (nil, .members(let count)): members - min(count, members)
        }
    }
}
