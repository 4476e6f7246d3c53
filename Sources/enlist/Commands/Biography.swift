import ContactStore
import Contacts
import Foundation
import ImportPipeline
import PhoneNumbers

/// All that can be told of a number: what the workspace keeps, and the rows of its jobs.
struct Biography {
    let number: PhoneNumber
    let history: NumberHistory
    let contactID: String
    /// In the order of the history's memberships.
    let listContactIDs: [String]
    /// The account's jobs that touched the number, oldest first.
    private(set) var traces: [JobTrace] = []
    /// What could not be looked up in jobs that may have touched it.
    private(set) var unknown: [(job: Int64, reason: String)] = []
    /// The account's jobs by id; others are nobody's business here.
    let jobs: [Int64: JobRecord]

    /// A job and its rows that named the number.
    struct JobTrace {
        let job: JobRecord
        let rows: [RowSearch.Row]
    }

    init(
        of number: PhoneNumber, in workspace: Workspace, account: Account, readsFiles: Bool
    ) throws {
        self.number = number
        history = try workspace.history(of: number.digits, account: account)
        let secret = try workspace.idSecret()
        let ids = PublicIDMaker(secret: secret)
        contactID = ids.contactID(of: number.digits)
        listContactIDs = history.memberships.map {
            ids.listContactID(of: number.digits, listTag: $0.list.tag)
        }
        let own = try workspace.jobs(withAdds: true).filter { $0.accountID == account.id }
        jobs = Dictionary(own.map { ($0.id, $0) }) { first, _ in first }
        let touched = history.jobs
        for job in own.reversed() {
            var found = RowSearch.Found()
            if readsFiles {
                found = Self.search(
                    job, for: number, account, secret, isBlocked: history.isBlocked)
            }
            if touched.contains(job.id) || !found.rows.isEmpty {
                traces.append(JobTrace(job: job, rows: found.rows))
            }
            unknown += found.notes.map { (job.id, $0) }
        }
    }

    /// Nothing at all is known.
    var isEmpty: Bool {
        history.contact == nil && history.validation == nil && history.charges.isEmpty
            && !history.isBlocked && !history.isOnDNC && traces.isEmpty
    }

    var mills: Int { history.charges.map(\.mills).clampedSum() }

    private static func search(
        _ job: JobRecord, for number: PhoneNumber, _ account: Account, _ secret: [UInt8],
        isBlocked: Bool
    ) -> RowSearch.Found {
        var found = RowSearch.Found()
        guard let typed = TypedImport(parsing: job.invocation),
            ["import", "unsubscribe"].contains(typed.command)
        else { return found }
        // What was typed starts from the folder it was typed in.
        guard FileManager.default.changeCurrentDirectoryPath(typed.folder) else {
            found.notes.append("the folder \(typed.folder) it was started in is gone")
            return found
        }
        do {
            let again = typed.invocation(with: Invocation(command: typed.command))
            let options = try ImportOptions(typed: again)
            return RowSearch(
                job, options, phone: number.digits, account: account, secret: secret,
                isBlocked: isBlocked
            ).run()
        } catch {
            let reason = (error as? UsageError)?.message ?? "\(error)"
            found.notes.append("its options cannot be read again: \(reason)")
            return found
        }
    }
}
