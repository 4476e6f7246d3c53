import Contacts

/// A sending list: the number that sends, and who it belongs to.
package struct SendingList: Sendable, Equatable {
    package let id: Int64
    package let account: Int64
    /// Its own number, E.164 without the plus.
    package let phone: UInt64
    package let name: String
    package let status: ListStatus
    /// Its part of the ids shown outside: 45 bits, unique in the workspace, made by ``ListTag``.
    package let tag: UInt64
}
