import PhoneNumbers
import Testing

/// What a cell reads as in a region: E.164, or the name of the reason.
func read(_ text: String, in region: String = "US") -> String {
    guard let region = Region(region) else { return "no region" }
    switch PhoneReader(region: region).read(text) {
    case .number(let number, let droppedExtension):
        return number.e164 + (droppedExtension ? " and an extension" : "")
    case .refused(let refusal):
        return "\(refusal)"
    }
}

func facts(of e164: String) throws -> NumberFacts {
    NumberingPlan.facts(of: try #require(PhoneNumber(e164: e164)))
}
