import type { z } from 'zod'
import { hyperparametersAt } from '../../core/frame.ts'
import { refuse } from '../../core/problem.ts'
import { checksumOf, type Checkpoint } from '../../operations/checkpoint.ts'
import { FORMAT, type StateDocument } from '../contract/state.ts'

/** A checkpoint as it is written, with the digest that it is recognized by. */
export function stateAnswer({ optimizer, stateDicts, record }: Checkpoint) {
  const { id, createdAt, definition, state } = optimizer
  const { groups, request: _request, ...others } = definition
  const { columns } = state.program
  const document = {
    format: FORMAT,
    optimizer: id,
    created_at: createdAt,
    generation: optimizer.generation.number,
    revision: optimizer.revision,
    step: optimizer.cursor,
    sealed_through: optimizer.sealedThrough,
    definition: { groups: groups.map(registered), ...others },
    groups: columns.map((each) => ({
      name: each.name,
      ...hyperparametersAt(each, state.values),
    })),
    state_dicts: stateDicts,
    record,
  }
  // As JSON has it: what is undefined is not there.
  const plain = JSON.parse(JSON.stringify(document)) as typeof document
  return { ...plain, checksum: checksumOf(plain) }
}

const registered = ({
  name,
  initialLr,
  hyperparameters,
}: Checkpoint['optimizer']['definition']['groups'][number]) => ({
  name,
  ...(initialLr === undefined ? {} : { initial_lr: initialLr }),
  ...hyperparameters,
})

/** The record of a document that is as it was written. */
export function verified({ checksum, ...document }: z.infer<typeof StateDocument>) {
  const computed = checksumOf(document)
  if (computed !== checksum) refuse({ code: 'state_corrupt', checksum, computed })
  return { record: document.record, checksum }
}
