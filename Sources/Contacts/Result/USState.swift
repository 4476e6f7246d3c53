/// A state of the US or its capital's district, by its place in ``all``.
package struct USState: Sendable, Hashable {
    /// The postal service's two letters.
    package let code: String
    package let name: String

    /// Fifty states and the District of Columbia, in the order of their names.
    package static let all: [USState] = names.split(separator: ",").map { entry in
        USState(code: String(entry.prefix(2)), name: String(entry.dropFirst(3)))
    }

    /// The place in ``all`` of a state by its name or letters, in any case; nil for everything
    /// else.
    package static func place(of text: String) -> Int? { places[text.lowercased()] }

    private static let places: [String: Int] = {
        var places = ["washington d.c.": 8, "washington, d.c.": 8, "washington dc": 8]
        for (place, state) in all.enumerated() {
            places[state.code.lowercased()] = place
            places[state.name.lowercased()] = place
        }
        return places
    }()

    private static let names = """
        AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,\
        DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,\
        IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,\
        MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,\
        NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,\
        NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,\
        RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,\
        VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming
        """
}
