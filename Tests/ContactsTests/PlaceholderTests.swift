import Testing
@testable import Contacts

@Test func placeholder() {}
