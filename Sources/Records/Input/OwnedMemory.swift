/// Memory that goes away with its last owner. The hot loops use `start`; who keeps only the pointer
/// must keep the owner too.
final class OwnedMemory<Element> {
    let start: UnsafeMutablePointer<Element>

    init(capacity: Int) {
        start = .allocate(capacity: capacity)
    }

    deinit {
        start.deallocate()
    }
}
