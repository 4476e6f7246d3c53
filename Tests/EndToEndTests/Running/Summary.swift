import Foundation

/// The counts of `--summary json` that the tests look at.
struct Summary: Decodable, Equatable {
    var state: String
    var rows: Int
    var successCount: Int
    var errorCount: Int
    var errors: [String: Int]
    var contactsCreated: Int
    var listContactsCreated: Int
    var updated: Int
    var unchanged: Int
    var duplicates: Int
    var skippedOptedOut: Int
    var skippedBlocked: Int
    var journeysEnrolled: Int
    /// By name of the journey; absent when there is none.
    var enrolled: [String: Int]?
    var warnings: [String: Int]
    var validation: Validation
    var bytes: Int
    var resumed: Int
    var sync: Sync?
    var skippedFiles: Int?
    var exitStatus: Int32?
    var next: String?
    var error: Failure?

    struct Failure: Decodable, Equatable {
        var code: String
        var message: String
    }

    struct Sync: Decodable, Equatable {
        var list: String
        var members: Int
        var missing: Int?
        var removed: Int
    }

    struct Validation: Decodable, Equatable {
        var total: Int
        var ok: Int
        var unreachable: Int
        var invalid: Int
        var risky: Int
        var unknown: Int
        var errors: Int
        var cached: Int
        /// Of a dry run alone.
        var repeated: Int?
        var notAsked: Int?
        var totalCost: Decimal
    }

    /// Of a job as `jobs JOB --json` prints it.
    init(ofJob text: String) throws {
        struct Job: Decodable { let summary: Summary }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Job.self, from: Data(text.utf8)).summary
    }

    init(_ text: String) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(Self.self, from: Data(text.utf8))
    }
}
