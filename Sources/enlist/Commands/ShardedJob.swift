import ContactStore
import ImportPipeline

/// One import over several workspaces: the jobs that have one key but for the number of their
/// shard.
struct ShardedJob {
    let key: String
    let account: String
    let kind: String
    /// Seconds since 1970, of the first that started.
    private(set) var started: Int64
    /// Jobs with this key, and how many of them are finished.
    private(set) var shards = 0
    private(set) var finished = 0
    /// The sum of their summaries.
    private(set) var summary = ImportSummary()

    /// The jobs of all workspaces by key, newest first; a job without a key stands for itself.
    static func all(_ workspaces: [[JobRecord]]) -> [ShardedJob] {
        var jobs: [ShardedJob] = []
        var places: [String: Int] = [:]
        for (index, records) in workspaces.enumerated() {
            for record in records {
                let key = record.key.map(shared) ?? "\(record.id)@\(index)"
                let place = places[key] ?? jobs.count
                if place == jobs.count { jobs.append(ShardedJob(key: key, record)) }
                places[key] = place
                jobs[place].add(record)
            }
        }
        return jobs.sorted { ($1.started, $0.key) < ($0.started, $1.key) }
    }

    private init(key: String, _ record: JobRecord) {
        self.key = key
        account = record.account
        kind = record.kind
        started = record.started
    }

    private mutating func add(_ record: JobRecord) {
        var counts = ImportOutcome(finished: record.checkpoint)?.summary ?? ImportSummary()
        counts.state = JobState(rawValue: record.state) ?? .failed
        if counts.state == .finished { finished += 1 }
        summary = shards == 0 ? counts : summary.adding(counts)
        summary.job = nil
        shards += 1
        started = min(started, record.started)
    }

    /// `nightly/00003` is `nightly`.
    private static func shared(_ key: String) -> String {
        guard let slash = key.lastIndex(of: "/") else { return key }
        let shard = key[key.index(after: slash)...]
        return !shard.isEmpty && shard.allSatisfy(\.isNumber) ? String(key[..<slash]) : key
    }
}
