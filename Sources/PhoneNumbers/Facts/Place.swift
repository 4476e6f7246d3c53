/// Where a number was given out.
package struct Place: Hashable, Sendable {
    /// Two-letter code.
    package let country: String?
    /// A state of the US by its full name.
    package let state: String?
    /// A city of the US.
    package let city: String?

    /// A place from elsewhere, such as a workspace's own ranges.
    package init(country: String?, state: String?, city: String?) {
        self.country = country
        self.state = state
        self.city = city
    }
}
