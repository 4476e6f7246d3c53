import Testing

@testable import ImportPipeline

@Suite("Cells for spreadsheets")
struct SpreadsheetCellTests {
    @Test(
        "are quoted where they would be divided",
        arguments: [
            ("", ""), ("a", "a"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
            ("a\r\nb", "\"a\r\nb\""),
            ("a;b", "a;b"), ("é\u{301} x", "é\u{301} x"),
        ])
    func quoting(cell: String, written: String) {
        #expect(SpreadsheetCell.quoted(cell) == written)
    }

    @Test(
        "do not run as formulas",
        arguments: [
            ("=1", "'=1"), ("+1x", "'+1x"), ("-1", "'-1"), ("@a", "'@a"), (" =1", "' =1"),
            ("\u{FF1D}1", "'\u{FF1D}1"), ("\u{200B}=1", "'\u{200B}=1"), ("\tx", "'\tx"),
            ("=\"a\"", "\"'=\"\"a\"\"\""), ("a=1", "a=1"), ("1+1", "1+1"),
            ("+14155552671", "+14155552671"), ("+1415555267x", "'+1415555267x"),
        ])
    func formulas(cell: String, written: String) {
        #expect(SpreadsheetCell.quoted(cell) == written)
    }

    @Test(
        "nor what stands behind a semicolon, a tab or a line end, where others divide cells",
        arguments: [
            ("x;=1;y", "x;'=1;y"), ("x; =1", "x;' =1"), ("x\t=1", "x\t'=1"), ("x|@a", "x|'@a"),
            (";=1", ";'=1"), ("x;", "x;"), ("x;+14155552671", "x;'+14155552671"),
            ("x\n=1", "\"x\n'=1\""), ("=1;=2", "'=1;'=2"), ("a;b;c", "a;b;c"),
        ])
    func formulasBehindSeparators(cell: String, written: String) {
        #expect(SpreadsheetCell.quoted(cell) == written)
    }

    @Test("make a record with its CRLF")
    func record() {
        #expect(SpreadsheetCell.record(["a", "", "=b"]) == Array("a,,'=b\r\n".utf8))
    }
}
