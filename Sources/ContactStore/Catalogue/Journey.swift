import Contacts

/// A Welcome Journey of an account.
package struct Journey: Sendable, Equatable {
    package let id: Int64
    package let name: String
    package let status: JourneyStatus
    package let trigger: JourneyTrigger
}
