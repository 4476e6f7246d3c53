import ContactStore
import Contacts
import Foundation
import PhoneNumbers
import Records

/// Finds the rows of a past job that named a number: in its report by the number's id, then in its
/// inputs by the row's place.
///
/// The workspace keeps no rows, so that they cost an import nothing; what was moved, changed or
/// never a file cannot be told any more, and that is said.
package struct RowSearch {
    /// Rows of a job that are looked for, at most: more say no more.
    static let rowsMax = 1_000

    private let job: JobRecord
    private let options: ImportOptions
    private let region: Region
    private let search: ReportSearch
    private let number: String

    /// A row that named the number.
    package struct Row: Sendable {
        package let number: UInt64
        /// The input, as the user named it, when there were several.
        package let file: String?
        /// The response: the report's line, as JSON.
        package let response: String
        /// Where the row starts in its input.
        package var line: UInt64?
        /// As it came.
        package var raw: String?
        /// The request it was read as, as JSON.
        package var request: String?
        /// In E.164, or the text of a refused number.
        var readNumber: String?
    }

    /// The rows that were found, and why others may be missing.
    package struct Found: Sendable {
        package var rows: [Row] = []
        package var notes: [String] = []

        package init() {}
    }

    /// - Parameters:
    ///   - options: as the job was started with, with paths that are right from here.
    ///   - isBlocked: the number is on the account's blocklist.
    package init(
        _ job: JobRecord, _ options: ImportOptions, phone: UInt64, account: Account,
        secret: [UInt8], isBlocked: Bool
    ) {
        self.job = job
        self.options = options
        region = options.region ?? account.region
        number = PhoneNumber(digits: phone).e164
        let id = PublicIDMaker(secret: secret).contactID(of: phone)
        search = ReportSearch(
            phone: phone, contactID: Array(id.utf8), phones: PhoneReader(region: region),
            takesBlocked: isBlocked)
    }

    /// Looks for the rows; what cannot be looked at is said in `notes`, never thrown.
    package func run() -> Found {
        var found = Found()
        guard let checkpoint = Checkpoint(parsing: job.checkpoint) else {
            found.notes.append("its checkpoint was not written by this program")
            return found
        }
        guard case .file(let path) = options.report, checkpoint.summary.report != nil else {
            found.notes.append("its report is no file that was kept")
            return found
        }
        do {
            let lines = try search.lines(of: path, options.reportFormat, checkpoint.report)
            found.rows = lines.map {
                Row(number: $0.row, file: $0.file, response: $0.json)
            }
            let uncertain = Set(
                lines.filter { !$0.isCertain }.map { [$0.file ?? "", "\($0.row)"] })
            readInputs(checkpoint, &found)
            found.rows.removeAll { row in
                uncertain.contains([row.file ?? "", "\(row.number)"])
                    && !isOwn(row)
            }
        } catch {
            found.notes.append(error.reason)
        }
        return found
    }

    /// A blocked row names the number only in its input.
    private func isOwn(_ row: Row) -> Bool { row.readNumber == number }

    /// Adds what the inputs say of the rows.
    private func readInputs(_ checkpoint: Checkpoint, _ found: inout Found) {
        for (index, position) in checkpoint.inputs.enumerated() {
            guard options.inputs.indices.contains(index) else { continue }
            let places = found.rows.indices.filter { isRow(found.rows[$0], of: index, checkpoint) }
            if places.isEmpty { continue }
            guard case .file(let path) = options.inputs[index] else {
                found.notes.append("standard input is not kept: its rows cannot be shown")
                continue
            }
            guard ReportSearch.isFile(path) else {
                found.notes.append("the input \(path) is no file any more")
                continue
            }
            let wanted = Set(places.map { found.rows[$0].number })
            do {
                let rows = try InputSearch(options, region: region, clock: job.instant)
                    .rows(wanted, of: index, upTo: position)
                for place in places {
                    guard let row = rows[found.rows[place].number] else { continue }
                    found.rows[place].line = row.line
                    found.rows[place].raw = row.raw
                    found.rows[place].request = row.request
                    found.rows[place].readNumber = row.number
                }
            } catch {
                found.notes.append(
                    error.kind == .changed
                        ? "the input was changed since: its rows cannot be shown"
                        : "the input cannot be read again: \(error.message)")
            }
        }
    }

    private func isRow(_ row: Row, of index: Int, _ checkpoint: Checkpoint) -> Bool {
        guard let file = row.file else { return options.inputs.count == 1 }
        let names = checkpoint.summary.inputs.map(\.name)
        return names.indices.contains(index) && names[index] == file
    }
}
