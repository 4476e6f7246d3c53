import ContactStore
import Contacts
import Foundation

/// What the command's arguments are checked for, for options that a program set.
enum LibraryOptions {
    /// The options within their bounds.
    static func checked(_ options: ImportOptions) throws(ImportFailure) -> ImportOptions {
        let inputsMax = ImportOptions.inputsMax
        guard (1...inputsMax).contains(options.inputs.count) else {
            throw usage("an import takes 1 to \(inputsMax) inputs")
        }
        if let key = options.jobKey {
            let bytesMax = ImportOptions.jobKeyBytesMax
            guard (1...bytesMax).contains(key.utf8.count) else {
                throw usage("a job's key takes 1 to \(bytesMax) bytes")
            }
            if options.isDryRun { throw usage("a dry run leaves no job, so that it has no key") }
        }
        if let clock = options.clock {
            let latest = Int64(Date().timeIntervalSince1970) + RequestRules.signupAheadMaxSeconds
            guard (0...latest).contains(clock) else {
                throw usage("a job's instant is at most a day ahead, and not before 1970")
            }
        }
        try checkLimits(options)
        var options = options
        options.threads = min(max(options.threads, 1), ImportOptions.threadsMax)
        options.groupRows = min(max(options.groupRows, 1), CommitGroup.rowsMax)
        options.memoryMiB = max(options.memoryMiB, MemoryBudget.least)
        return options
    }

    private static func checkLimits(_ options: ImportOptions) throws(ImportFailure) {
        var counts = [options.millsMax, options.enrolmentsMax]
        var shares = [options.sync?.shrink]
        switch options.maxRejects {
        case .rows(let count): counts.append(count)
        case .percent(let share): shares.append(share)
        case nil: break
        }
        switch options.sync?.removals {
        case .members(let count): counts.append(count)
        case .percent(let share): shares.append(share)
        case nil: break
        }
        guard counts.allSatisfy({ $0 ?? 0 >= 0 }) else { throw usage("a limit is 0 or more") }
        guard shares.allSatisfy({ (0...100).contains($0 ?? 0) }) else {
            throw usage("a share is 0 to 100 percent")
        }
        if options.sync?.shrink != nil, options.inputs.contains(.standardInput) {
            throw usage("how much a sync may shrink needs inputs that can be read twice")
        }
    }

    /// The same key must mean the same import, whatever its inputs are called this time.
    static func checkKey(of job: JobRecord, _ options: ImportOptions) throws(ImportError) {
        guard job.kind == options.kind.rawValue, job.options == options.json else {
            throw ImportError(
                .usage, code: "job_key_taken",
                "job \(job.id) has this key and other options: take another key")
        }
    }

    /// A job goes on as it began: rows mean the same, and results go where the earlier ones are.
    static func check(_ job: ResumedJob, _ options: ImportOptions) throws(ImportError) {
        guard job.isStarted(with: options) else {
            throw ImportError(
                .usage, code: "job_options_changed",
                "job \(job.id) was started with other options, report or rejects: "
                    + "give the same and go on")
        }
    }

    static func usage(_ message: String) -> ImportFailure {
        ImportFailure(ImportError(.usage, code: "usage", message))
    }
}
