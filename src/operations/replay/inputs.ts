import type { Input } from '../../core/trajectory/input.ts'
import { refuseAsRegressed } from '../../core/optimizer/refusals.ts'
import { seenText } from '../../core/optimizer/seen.ts'
import type { RevisionRange, Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { yielder } from '../event_loop/yielding.ts'

/** All inputs of some parts, in order. Other long work is served between two parts. */
export async function collectInputs(
  parts: AsyncIterable<readonly Input[]>,
): Promise<readonly Input[]> {
  const pause = yielder()
  const inputs: Input[] = []
  for await (const part of parts) {
    // Not after the last part: that would delay most reads, which have one part only.
    if (inputs.length > 0) await pause()
    inputs.push(...part)
  }
  return inputs
}

/**
 * The input of every revision in a range. Without one of them the values would be others. Undefined
 * where some were compacted away since the history was read.
 * @throws {Refusal} `history_regressed` where the store has lost some.
 */
export async function completeInputs(
  { store }: Context,
  stored: Stored,
  { after, through }: RevisionRange,
): Promise<readonly Input[] | undefined> {
  const inputs = await collectInputs(store.inputs(stored, { after, through }))
  if (inputs.length >= through - after) {
    refuseOtherHistory(stored, inputs)
    return inputs
  }
  const { floor } = await store.history(stored)
  if (floor > after) return undefined
  const { optimizer } = stored
  const { sealedThrough } = optimizer
  return refuseAsRegressed({ revision: after + inputs.length, sealedThrough }, seenText(optimizer))
}

/** Refuses inputs up to the last revision whose digest is not that of the optimizer. */
function refuseOtherHistory({ optimizer }: Stored, inputs: readonly Input[]): void {
  const { revision, digest } = inputs.at(-1) ?? {}
  if (revision !== optimizer.revision || digest === undefined) return
  if (digest !== optimizer.digest.text) refuseAsRegressed(optimizer, seenText(optimizer))
}
