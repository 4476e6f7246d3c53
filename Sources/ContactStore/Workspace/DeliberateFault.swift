#if ENLIST_FAULTS
    import Foundation
#endif

/// Faults that `scripts/crash-test --faults` plants, to prove that it would find them.
///
/// Only a build with `-DENLIST_FAULTS` has any; in all others every one is a constant `false`.
package enum DeliberateFault: String {
    /// The checkpoint is saved after the commit of its rows.
    case checkpointApart = "checkpoint-apart"
    /// A resumed job leaves what the report has behind the checkpoint.
    case reportNotCut = "report-not-cut"
    /// Rows are committed before their report lines are on disk.
    case commitFirst = "commit-first"
    /// Ids are made with another secret in every process.
    case idsNotDerived = "ids-not-derived"
    /// A resumed job takes a clock of its own.
    case clockNotFrozen = "clock-not-frozen"
    /// Nothing keeps a contact from being enrolled twice.
    case enrolmentsNotUnique = "enrolments-not-unique"

    #if ENLIST_FAULTS
        /// Whether this process has the fault.
        package var isPlanted: Bool {
            ProcessInfo.processInfo.environment["ENLIST_FAULT"] == rawValue
        }

        /// Time in which a kill finds the fault open.
        package func dwell() { if isPlanted { usleep(30_000) } }
    #else
        /// Always false: this build has no faults.
        package var isPlanted: Bool { false }

        /// Nothing: this build has no faults.
        package func dwell() {}
    #endif
}
