import Contacts

/// The answers that the rows of a group can use, and the questions that are still open.
///
/// Where the local data answer, but only as many questions as a limit allows, it holds what is
/// allowed.
///
/// Used by the writer's thread alone. While a group is decided, a question without an answer is
/// noted and its row stays open; the group is decided again when the answers are there. So what is
/// asked follows from the same code that decides the rows.
final class AnswerBook {
    enum Reply {
        case answer(ValidationAnswer)
        /// The local data may answer it.
        case useLocal
        /// Asked in this job, without success.
        case failed
        case notYet
    }

    private struct EarlyAnswer {
        let answer: ValidationAnswer
        /// The call's row of the arrivals.
        let call: Int64
    }

    /// A question and the place of the row that pays for it.
    struct Wanted {
        let ask: ValidationAsk
        let place: Int
    }

    private var allowed: Set<ValidationAsk> = []
    /// Answers from before the run, and of calls that were planned then: paid, on disk, and claimed
    /// by no row yet.
    private var early: [ValidationAsk: EarlyAnswer] = [:]
    private var answers: [ValidationAsk: ValidationAnswer] = [:]
    /// Numbers that failed, for the whole job: all rows of a number share one failure, wherever a
    /// group ends. At most one entry for each number of the job that was refused for it.
    private var failed: Set<UInt64> = []
    private var wanted: [Wanted] = []
    private var wantedPhones: Set<UInt64> = []
    /// By number, as at most one question follows an open one: a forced one.
    private var following: [UInt64: Wanted] = [:]

    /// The answer for a row; notes the question when there is none yet.
    func reply(to ask: ValidationAsk, place: Int) -> Reply {
        if let answer = answers[ask] ?? early[ask]?.answer { return .answer(answer) }
        if allowed.contains(ask) { return .useLocal }
        if failed.contains(ask.phone) { return .failed }
        // The first open question of a number decides which ones follow.
        if wantedPhones.insert(ask.phone).inserted {
            wanted.append(Wanted(ask: ask, place: place))
        } else if ask.isForced, following[ask.phone] == nil {
            following[ask.phone] = Wanted(ask: ask, place: place)
        }
        return .notYet
    }

    /// The open questions of the decision just made, in file order of the rows that pay.
    func takeWanted() -> [Wanted] {
        defer {
            wanted.removeAll(keepingCapacity: true)
            wantedPhones.removeAll(keepingCapacity: true)
        }
        return wanted
    }

    /// All that the decision just made is to cost, in file order: the open questions, and those
    /// that will be open when these are answered.
    func takeCosting(_ wanted: [Wanted]) -> [Wanted] {
        if following.isEmpty { return wanted }
        defer { following.removeAll(keepingCapacity: true) }
        let forced = Set(wanted.lazy.filter(\.ask.isForced).map(\.ask.phone))
        let later = following.values.filter { !forced.contains($0.ask.phone) }
        return (wanted + later).sorted { $0.place < $1.place }
    }

    func note(_ reply: NumberReply, to ask: ValidationAsk) {
        switch reply {
        case .answer(let answer): answers[ask] = answer
        case .failed: failed.insert(ask.phone)
        }
    }

    func noteEarly(_ reply: NumberReply, to ask: ValidationAsk, of call: Int64) {
        switch reply {
        case .answer(let answer): early[ask] = EarlyAnswer(answer: answer, call: call)
        case .failed: failed.insert(ask.phone)
        }
    }

    /// The call on disk that holds the early answer to a question.
    func earlyCall(of ask: ValidationAsk) -> Int64? { early[ask]?.call }

    /// Lets the local data answer a question.
    func allow(_ ask: ValidationAsk) { allowed.insert(ask) }

    func hasReply(to ask: ValidationAsk) -> Bool {
        answers[ask] != nil || early[ask] != nil || allowed.contains(ask)
            || failed.contains(ask.phone)
    }

    /// Forgets the answers of rows that are committed; the cache has them.
    func forgetAnswers() {
        answers.removeAll(keepingCapacity: true)
        allowed.removeAll(keepingCapacity: true)
    }
}
