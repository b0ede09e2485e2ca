import fc from 'fast-check'
import { script, type Script } from './commands.ts'
import { begun, perform } from './model.ts'
import type { Stage } from './system_under_test.ts'
import { Violation } from '../invariants/violation.ts'
import { verdict } from './final_check.ts'

/** Whatever is done in whatever order, and whatever gets lost: the invariants hold. */
export function invariantsHold(stage: Stage) {
  let count = 0
  return fc.asyncProperty(script, (played) => play(stage, `play-${++count}`, played))
}

/** The same, where an answer that is no answer is not held against a store. */
export function invariantsHoldWhereAnswered(stage: Stage) {
  let count = 0
  return fc.asyncProperty(script, async (played) => {
    try {
      await play(stage, `play-${++count}`, played)
    } catch (error) {
      if (!(error instanceof Violation) || error.invariant !== 'plain answers') throw error
    }
  })
}

async function play(stage: Stage, id: string, { kind, batches, order, fates }: Script) {
  const { turns } = stage
  const picks = over(order)
  const pick = (of: number) => (of === 0 ? 0 : picks() % of)
  stage.fates(() => 'done')
  const begin = await begun(stage, id, kind)
  stage.fates(over(fates))
  try {
    for (const batch of batches) {
      const all = () => Promise.all(batch.map((command) => perform(stage, begin, command)))
      await turns.drive(all, pick)
    }
  } finally {
    await turns.clear()
  }
  await verdict(stage, begin)
}

/** One after the other, and again from the first. */
function over<T>(items: readonly T[]): () => T {
  let next = 0
  return () => items[next++ % items.length]!
}
