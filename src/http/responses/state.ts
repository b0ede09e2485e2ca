import { Readable } from 'node:stream'
import type { z } from 'zod'
import { groupFields } from '../../core/definition/group.ts'
import { withoutWritten } from '../../core/definition/written.ts'
import type { StateDicts } from '../../core/encoding/state_dict.ts'
import { hyperparametersAt } from '../../core/trajectory/frame.ts'
import { refuse } from '../../core/problem.ts'
import type { Checkpoint } from '../../operations/checkpoint/checkpoint.ts'
import { checksumOf, textWithChecksum } from '../../operations/checkpoint/text.ts'
import { CHECKPOINT_FORMAT, type StateDocument } from '../contract/state.ts'

/** A checkpoint as a stream of JSON, with its checksum. */
export function stateStream({ optimizer, stateDicts, record }: Checkpoint): Readable {
  const { id, createdAt, definition, state } = optimizer
  const { groups, schedulers, request: _request, ...others } = definition
  const { layouts } = state.program
  const document = {
    format: CHECKPOINT_FORMAT,
    optimizer: id,
    created_at: createdAt,
    generation: optimizer.generation.number,
    revision: optimizer.revision,
    step: optimizer.cursor,
    sealed_through: optimizer.sealedThrough,
    definition: {
      groups: groups.map(groupFields),
      schedulers: schedulers.map(withoutWritten),
      ...others,
    },
    groups: layouts.map((each) => ({
      name: each.name,
      ...hyperparametersAt(each, state.values),
    })),
    state_dicts: stateDicts.whole,
    state_dicts_by_groups: partsOf(stateDicts),
    record,
  }
  return Readable.from(textWithChecksum(document), { objectMode: false })
}

/** The parts of each scheduler that torch has in several. */
const partsOf = ({ parts }: StateDicts) =>
  Object.fromEntries(
    Object.entries(parts).map(([name, each]) => [
      name,
      each.map(({ groups, stateDict }) => ({ groups, state_dict: stateDict })),
    ]),
  )

/** The record of a checkpoint whose checksum is right. */
export async function verifiedRecord({ checksum, ...document }: z.infer<typeof StateDocument>) {
  const computed = await checksumOf(document)
  if (computed !== checksum) refuse({ code: 'state_corrupt', checksum, computed })
  return { record: document.record, checksum }
}
