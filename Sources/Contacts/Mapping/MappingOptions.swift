import PhoneNumbers

/// What a run wants of the columns of its inputs.
package struct MappingOptions: Sendable {
    /// Where the meaning of columns comes from.
    package enum Choice: Sendable {
        /// The preset that the header tells, else names and aliases.
        case found
        case preset(Preset)
        case document(MappingDocument)
    }

    package var choice = Choice.found
    /// Columns that the user wants left out, as written: a header or `#3`.
    package var ignored: [String] = []
    /// How many of the last columns this program wrote itself and passes over.
    package var ownColumns = 0
    /// Whether columns that are no field become custom fields.
    package var keepsExtra = true
    package var dayFirst = false
    /// Of numbers without a country code, for columns found from content.
    package var region = Region.us
    /// Whether columns that tell who left may be mapped to nothing: when every row opts out anyway.
    package var takesUndecided = false
    /// Whether the input is a part of a file whose beginning has decided what its columns mean:
    /// then the part's own first rows decide nothing.
    package var isPart = false

    package init() {}
}
