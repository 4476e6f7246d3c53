import PhoneNumbers
import Testing

@Suite struct NumberingPlanTests {
    @Test(arguments: [
        ("+14155552671", NumberType.fixedLineOrMobile, "US"),
        ("+18005551234", .tollFree, "US"),
        ("+19002345678", .premiumRate, "US"),
        ("+16045551234", .fixedLineOrMobile, "CA"),
        ("+12423456789", .fixedLine, "BS"),
        ("+447400123456", .mobile, "GB"),
        ("+447624123456", .mobile, "IM"),
        ("+390669812345", .fixedLine, "VA"),
        ("+77710009998", .mobile, "KZ"),
        ("+79123456789", .mobile, "RU"),
        ("+5491123456789", .mobile, "AR"),
        ("+443701234567", .uan, "GB"),
        ("+445612345678", .voip, "GB"),
        ("+447012345678", .personalNumber, "GB"),
        ("+447640123456", .pager, "GB"),
        ("+41840123456", .sharedCost, "CH"),
    ])
    func `a number has its type and region`(e164: String, type: NumberType, region: String) throws {
        let facts = try facts(of: e164)
        #expect(facts.isValid && facts.type == type && facts.region?.code == region)
    }

    @Test(arguments: ["+80012345678", "+883510012345", "+979123456789"])
    func `a non-geographic number is valid without a region`(e164: String) throws {
        let facts = try facts(of: e164)
        #expect(facts.isValid && facts.region == nil && facts.timezone == nil)
    }

    @Test(arguments: ["+15551234", "+10005551234", "+442", "+1", "+99", "+999123456789"])
    func `a number outside the plan is not valid`(e164: String) throws {
        let facts = try facts(of: e164)
        #expect(!facts.isValid && facts.type == .unknown && facts.timezone == nil)
    }

    @Test(arguments: [
        ("+14155552671", "America/Los_Angeles"), ("+12125552671", "America/New_York"),
        ("+18085552671", "Pacific/Honolulu"), ("+33612345678", "Europe/Paris"),
        ("+16025552671", "America/Phoenix"), ("+61236618300", "Australia/Sydney"),
    ])
    func `a number of one area has its zone`(e164: String, zone: String) throws {
        #expect(try facts(of: e164).timezone?.name == zone)
    }

    @Test(arguments: ["+18005551234", "+447400123456", "+61412345678", "+883510012345"])
    func `no zone is guessed`(e164: String) throws {
        #expect(try facts(of: e164).timezone == nil)
    }

    @Test func `all zones of a country are listed`() throws {
        let number = try #require(PhoneNumber(e164: "+447400123456"))
        let names = NumberingPlan.timezones(of: number).map(\.name)
        #expect(
            names == [
                "Europe/Guernsey", "Europe/Isle_of_Man", "Europe/Jersey", "Europe/London",
            ])
    }

    @Test(arguments: [
        ("+14155552671", Place(country: "US", state: "California", city: "San Francisco")),
        ("+12025551234", Place(country: "US", state: "District of Columbia", city: "Washington")),
        ("+12125551234", Place(country: "US", state: "New York", city: "New York")),
        ("+18005551234", Place(country: "US", state: nil, city: nil)),
        ("+16045551234", Place(country: "CA", state: nil, city: nil)),
        ("+80012345678", Place(country: nil, state: nil, city: nil)),
        ("+999123456789", Place(country: nil, state: nil, city: nil)),
    ])
    func `a number has a place`(e164: String, place: Place) throws {
        #expect(NumberingPlan.place(of: try #require(PhoneNumber(e164: e164))) == place)
    }

    @Test(arguments: [
        ("+447412345678", "Three"), ("+14155552671", nil), ("+442079460958", nil),
        ("+999123456789", nil),
    ])
    func `a mobile number outside the US has its first carrier`(e164: String, carrier: String?)
        throws
    {
        #expect(NumberingPlan.carrier(of: try #require(PhoneNumber(e164: e164))) == carrier)
    }

    @Test func `numbers beyond E.164 are nothing, not a crash`() {
        for digits: UInt64 in [0, 1, 9, 10, 99, 1_000_000_000_000_000, .max] {
            let number = PhoneNumber(digits: digits)
            #expect(!NumberingPlan.facts(of: number).isValid)
            #expect(NumberingPlan.timezones(of: number).isEmpty)
            #expect(NumberingPlan.carrier(of: number) == nil)
        }
    }
}
