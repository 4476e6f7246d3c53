/// What becomes of a call.
extension ProviderClient {
    /// Answers of one call, in the order of its questions.
    struct Arrival {
        let call: PlannedCall
        /// The round that the call belongs to.
        let round: Int
        let replies: [NumberReply]
        /// The service's words, to be kept; empty where a call failed.
        let body: [UInt8]
        /// It failed, and nobody but the service knows whether it was charged.
        var mayBeCharged = false
    }

    /// A call that has no answer yet.
    struct Call {
        var planned: PlannedCall
        let round: Int
        var tries = 0
        var notBefore = 0.0
        /// A try ended without an answer, and not because the service did not take it.
        var mayBeCharged = false
        /// It has an answer that says nothing.
        var wasAnswered = false

        /// It is on disk, and the service has not taken it: nobody has to ask it as it was.
        var isUntaken: Bool {
            planned.isOnDisk && !planned.wasCutOff && !mayBeCharged && !wasAnswered
        }
    }

    /// A call under way.
    struct Flight {
        var call: Call
        let sentAt: Double
        let deadline: Double
        let isProbe: Bool
    }

    /// Why a try gave no answer.
    struct Fault {
        let reason: String
        var waitSeconds: Double?
        /// The service did not take the call, so it was not charged.
        var isRefusal = false
        /// The service may have got the call.
        var wasSent = true
    }
}
