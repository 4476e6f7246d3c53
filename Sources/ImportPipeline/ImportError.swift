import ContactStore

/// Why a run cannot go on: place first, then what is wrong, then what to do.
///
/// Holds no phone number, name or other cell content.
package struct ImportError: Error, Equatable, CustomStringConvertible {
    /// What a caller can do about it.
    package enum Kind: Sendable {
        /// 401: no or wrong API key.
        case unauthorized
        /// 402 or 403: the account may not do this.
        case accountRefused
        /// Another process holds the workspace.
        case busy
        /// Wrong options or configuration.
        case usage
        /// The input cannot be used: no phone column, unreadable, cut short.
        case input
        /// The input cannot be read on, for a reason that may pass.
        case reading
        /// The report cannot be written.
        case report
        /// The validation provider refuses the key, or stays away.
        case provider
        /// The next paid lookups would pass the limit of cost.
        case cost
        /// More rows were refused than is allowed.
        case rejects
        /// More members would leave a synced list than is allowed.
        case removals
        /// Journeys would take more people than is allowed.
        case enrolments
        /// An input or the report is not what the job that is resumed knows.
        case changed
        /// The file is no workspace, or one that this program cannot use.
        case workspace
        /// The workspace cannot be read or written.
        case store
    }

    package let kind: Kind
    /// The endpoint's code where it has one, such as `no_payment_method`.
    package let code: String
    package let message: String

    package init(_ kind: Kind, code: String, _ message: String) {
        self.kind = kind
        self.code = code
        self.message = message
    }

    package var description: String { message }

    /// The exit status a caller decides by (2 usage, 75 try again, 1 cannot go on as it is).
    package var exitStatus: Int32 {
        switch kind {
        case .usage: 2
        case .busy, .reading, .report, .provider, .cost, .rejects, .enrolments, .store: 75
        case .unauthorized, .accountRefused, .input, .removals, .changed, .workspace: 1
        }
    }
}

extension ImportError {
    /// A failure of the store, in words that say what to do.
    package init(_ error: StoreError) {
        let advice =
            if let own = error.advice {
                own
            } else if error.isFull {
                "make room on the disk and try again"
            } else if error.isBusy {
                "another program holds the workspace: try again when it is done"
            } else if error.isCorrupt {
                "the file is no workspace or is damaged: restore it from a backup"
            } else {
                "try again when that is mended"
            }
        let kind: Kind = error.isUnusable || error.isCorrupt ? .workspace : .store
        self.init(kind, code: "store_failed", "\(error.description); \(advice)")
    }
}

/// Runs what reads or writes the store, whose failure is the run's.
func storing<Value>(
    _ body: () throws(StoreError) -> Value
) throws(ImportError) -> Value {
    do { return try body() } catch { throw ImportError(error) }
}
