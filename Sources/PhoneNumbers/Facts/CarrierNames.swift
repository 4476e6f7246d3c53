/// The carriers that numbers were given to, decoded when the first one is asked for.
final class CarrierNames: Sendable {
    static let shared = CarrierNames()

    private let carriers: PrefixMap
    private let names: [String]

    private init() {
        var text = NumberingPlanText(NumberingPlanData.carriers)
        carriers = PrefixMap(&text)
        names = NumberingPlanText.names(NumberingPlanData.carrierNames)
    }

    func name(of number: DigitString) -> String? {
        let carrier = self.number(of: number)
        return carrier == 0 ? nil : names[carrier - 1]
    }

    /// The carrier's place among the names, from 1; 0 when none is known.
    func number(of number: DigitString) -> Int { carriers.value(of: number) }
}
