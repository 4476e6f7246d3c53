/// The states and cities of US numbers, decoded when the first one is asked for.
final class PlaceNames: Sendable {
    static let shared = PlaceNames()

    private let areas: PrefixMap
    private let places: [(city: Int, state: Int)]
    private let cities: [String]
    private let states: [String]

    private init() {
        var text = NumberingPlanText(NumberingPlanData.places)
        places = text.rows { (city: $0.integer(), state: $0.integer()) }
        areas = PrefixMap(&text)
        cities = NumberingPlanText.names(NumberingPlanData.cityNames)
        states = NumberingPlanText.names(NumberingPlanData.stateNames)
    }

    func area(of number: DigitString) -> (state: String?, city: String?)? {
        let area = areaNumber(of: number)
        guard area != 0 else { return nil }
        let place = places[area - 1]
        let city = cities[place.city]
        return (place.state == 0 ? nil : states[place.state - 1], city.isEmpty ? nil : city)
    }

    /// The area's place among the places, from 1; 0 when it is unknown.
    func areaNumber(of number: DigitString) -> Int { areas.value(of: number) }
}
