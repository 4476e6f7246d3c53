import Contacts
import PhoneNumbers
import Records

/// What an import would make of an input's columns, as a mapping file ready to edit.
package struct MappingSketch {
    /// The file.
    package let text: String
    /// What a user should know about the input.
    package let warnings: [String]
    /// Why an import would refuse the input as it is; the file shows what to decide.
    package let problem: ImportError?

    /// Values shown of a column.
    private static let samplesMax = 3

    /// Opens the first of the options' inputs and reads its first part.
    package init(_ options: ImportOptions) throws(ImportError) {
        let reader = try ImportInput.open(options.inputs[0], options)
        let input = ImportInput(reader, options, region: options.region ?? .us)
        let mapping = input.mapping ?? input.keys ?? .none
        text = MappingDocument(mapping).text(
            undecided: mapping.undecided,
            samples: mapping.columns.indices.map {
                input.sample.values(of: $0, countMax: Self.samplesMax)
            })
        warnings = input.warnings
        problem = input.problem
    }
}
