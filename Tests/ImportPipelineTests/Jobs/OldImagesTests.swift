import Foundation
import Testing

@testable import ImportPipeline

@Suite("What jobs replaced")
struct OldImagesTests {
    private let workspace: TestWorkspace

    /// Jobs 1 to 3; the last two change what the one before has written.
    init() throws {
        workspace = try TestWorkspace()
        for name in ["Ann", "Bea", "Cat"] { try importing(name) }
    }

    @Test("is kept for 30 days")
    func isKept() throws {
        try age(jobs: 1...2, days: 29)
        try importing("Dan")
        #expect(try jobsWithImages() == ["2", "3", "4"])
    }

    @Test("is forgotten after that when a job finishes")
    func isForgotten() throws {
        try age(jobs: 1...2, days: 31)
        try importing("Dan")
        #expect(try jobsWithImages() == ["3", "4"])
    }

    @Test("is forgotten when all of it is old")
    func allIsForgotten() throws {
        try age(jobs: 1...3, days: 31)
        try importing("Cat")
        #expect(try jobsWithImages() == [])
    }

    private func importing(_ name: String) throws {
        let outcome = try workspace.importing(
            .bytes(Array("phone_number,name\n4155552671,\(name)\n".utf8)))
        #expect(outcome.summary.state == .finished)
    }

    private func age(jobs: ClosedRange<Int>, days: Int) throws {
        try workspace.execute(
            """
            UPDATE jobs
            SET started_at = started_at - \(days * 86_400)
            WHERE id BETWEEN \(jobs.lowerBound) AND \(jobs.upperBound)
            """)
    }

    private func jobsWithImages() throws -> [String] {
        try workspace.rows("SELECT job FROM list_contact_images ORDER BY job")
    }
}
