/// Why a configuration file cannot be applied: the place first, then what is wrong and what is
/// allowed.
package struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// Where in the file: `accounts[0].lists[2].phone_number`, `numbers.txt:12`; empty for all of
    /// it.
    package let place: String
    /// What is wrong and what is allowed, without the value.
    package let message: String

    package init(place: String, _ message: String) {
        self.place = place
        self.message = message
    }

    /// The error with the configuration's file before the place, unless the place is in a file that
    /// it names (`numbers.txt:12`).
    package func inFile(_ name: String) -> ConfigurationError {
        if place.contains(":") { return self }
        return ConfigurationError(place: place.isEmpty ? name : "\(name): \(place)", message)
    }

    package var description: String { place.isEmpty ? message : "\(place): \(message)" }
}
