import Contacts
import Records

/// Reads all inputs in order on one thread, as fast as batches become free.
struct ReadStage {
    /// A filled batch and where it stands in the run.
    struct Filled {
        let batch: RecordBatch
        let input: Int
        /// Bytes of the input up to the batch's end.
        let bytes: UInt64
        /// Where the batch ends.
        let end: RecordPosition
        /// What it takes of the room.
        let roomBytes: Int
    }

    let free: Channel<RecordBatch>
    let filled: Channel<Filled>
    let prepared: OrderedChannel<PreparedBatch>
    let room: BatchRoom
    let shape: BatchShape
    let failure: FirstFailure
    let stop: StopFlag

    func run(_ inputs: [ImportInput]) {
        var sequence = 0
        for (index, input) in inputs.enumerated() {
            guard read(input, index, &sequence) else { break }
        }
        filled.close()
        prepared.finish(at: sequence)
    }

    /// False when reading has to end: a failure, a stop, or nobody takes batches any more.
    private func read(_ input: ImportInput, _ index: Int, _ sequence: inout Int) -> Bool {
        do {
            if input.isRead {
                noteCut(of: input)
                return true
            }
            let reader = try input.reader
            while stop.requested == nil, room.wait(), let batch = free.take() {
                shape.limit(batch, columns: input.columns)
                guard try reader.fill(batch) else {
                    free.put(batch)
                    input.close()
                    noteCut(of: input)
                    return true
                }
                batch.sequence = sequence
                let bytes = reader.progress?.read ?? reader.bytesRead
                let filling = Filled(
                    batch: batch, input: index, bytes: bytes, end: reader.position,
                    roomBytes: shape.roomBytes(of: batch, columns: input.columns))
                room.take(filling.roomBytes)
                guard filled.put(filling) else { return false }
                sequence += 1
            }
        } catch let error as ReadError {
            failure.record(ImportError(reading: error))
        } catch let error as ImportError {
            failure.record(error)
        } catch {
            preconditionFailure("\(error)")
        }
        return false
    }

    /// Of an input that was cut those rows that were read count; the run does not end well.
    private func noteCut(of input: ImportInput) {
        guard let sentence = input.cut else { return }
        failure.record(ImportError(.input, code: "input_cut", sentence))
    }
}
