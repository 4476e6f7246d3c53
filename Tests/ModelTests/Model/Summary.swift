/// The counts of a run, taken from its responses.
struct Summary {
    let responses: [Response]
    let paidMills: Int

    var accepted: [Response] { responses.filter { $0.refusal == nil } }
    var validations: [Validation] { responses.compactMap(\.validation) }

    var errors: [Text: Int] {
        Dictionary(responses.compactMap { $0.refusal?.code }.map { ($0, 1) }, uniquingKeysWith: +)
    }

    var warnings: [Text: Int] {
        Dictionary(
            responses.flatMap(\.warnings).map { ($0.kind, 1) }, uniquingKeysWith: +)
    }

    func count(_ effect: Response.Effect) -> Int {
        responses.count { $0.effect == effect }
    }

    func count(of disposition: Text) -> Int {
        validations.count { $0.disposition == disposition }
    }

    /// 0 when every row was accepted, 3 when some were refused.
    var exitStatus: Int32 { errors.isEmpty ? 0 : 3 }
}
