import fc from 'fast-check'
import { scenario, type Scenario } from './commands.ts'
import { createModel, runCommand } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'
import { Violation } from '../invariants/violation.ts'
import { checkStoredState } from './final_check.ts'

/** Whatever is done in whatever order, and whatever gets lost: the invariants hold. */
export function invariantsHold(system: SystemUnderTest) {
  let count = 0
  return fc.asyncProperty(scenario, (drawn) => runScenario(system, `scenario-${++count}`, drawn))
}

/** The same, where an answer that is no answer is not held against a store. */
export function invariantsHoldIfExpected(system: SystemUnderTest) {
  let count = 0
  return fc.asyncProperty(scenario, async (drawn) => {
    try {
      await runScenario(system, `scenario-${++count}`, drawn)
    } catch (error) {
      if (!(error instanceof Violation) || error.invariant !== 'plain answers') throw error
    }
  })
}

async function runScenario(
  system: SystemUnderTest,
  id: string,
  { kind, batches, order, outcomes }: Scenario,
) {
  const { interleaver } = system
  const nextOrder = cycle(order)
  const pick = (of: number) => (of === 0 ? 0 : nextOrder() % of)
  system.setCommitOutcomes(() => 'done')
  const model = await createModel(system, id, kind)
  system.setCommitOutcomes(cycle(outcomes))
  try {
    for (const batch of batches) {
      const all = () => Promise.all(batch.map((command) => runCommand(system, model, command)))
      await interleaver.drive(all, pick)
    }
  } finally {
    await interleaver.clear()
  }
  await checkStoredState(system, model)
}

/** One after the other, and again from the first. */
function cycle<T>(items: readonly T[]): () => T {
  let next = 0
  return () => items[next++ % items.length]!
}
