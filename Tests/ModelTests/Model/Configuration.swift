/// What `apply` writes into a workspace: everything a run reads and no run changes.
struct Configuration {
    var accounts: [Account] = []
    var doNotCall: Set<Phone> = []
    var ranges: [NumberRange] = []
}

struct Account {
    var name: Text
    var status: Text = "active"
    var billing: Text = "active"
    var rejectsVOIP = false
    /// Where its numbers without a country code are from.
    var region: Text = "US"
    var lists: [SendingList] = []
    var journeys: [Journey] = []
    var blocklist: Set<Phone> = []
}

struct SendingList {
    var number: Phone
    var name: Text
    var status: Text = "active"
}

struct Journey {
    var name: Text
    var status: Text = "active"
    var trigger: Trigger
}

/// A row of the carrier table; every number below its prefix is a valid one.
struct NumberRange {
    var prefix: Text
    var carrierRaw: Text?
    var carrier: Text?
    var lineType: Text
    var ported = false
    var country: Text? = "US"
    var state: Text?
    var city: Text?
}
