import Testing
@testable import ImportPipeline

@Test func placeholder() {}
