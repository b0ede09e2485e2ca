import fc from 'fast-check'
import type { Command } from './command.ts'
import { scenario, type Scenario } from './scenario.ts'
import { createModel, runCommand } from './model.ts'
import type { SystemUnderTest } from './system_under_test.ts'
import { Violation } from '../invariants/violation.ts'
import { checkStoredState } from './final_check.ts'

/** The invariants hold for any commands in any order, and for any lost replies. */
export function invariantsHold(system: SystemUnderTest) {
  let count = 0
  return fc.asyncProperty(scenario, (drawn) => runScenario(system, `scenario-${++count}`, drawn))
}

/**
 * The same, except that an unexpected response does not count as a violation, unless the service
 * itself has found that inputs are missing. A factor is in force first, so that snapshots have it.
 * At the end each step is read by a process that knows nothing of it.
 */
export function invariantsHoldIfExpected(system: SystemUnderTest) {
  let count = 0
  return fc.asyncProperty(scenario, async (drawn) => {
    const batches = [[FACTOR], ...drawn.batches, [CRASH], READ_ALL]
    try {
      await runScenario(system, `scenario-${++count}`, { ...drawn, batches })
    } catch (error) {
      if (!(error instanceof Violation) || !isUnexpected(error)) throw error
    }
  })
}

const FACTOR: Command = {
  ...({ do: 'edit', at: 0, isKeyed: false, change: 'multiply' } as const),
  ...{ group: undefined, offset: null, until: 6 },
}

const CRASH = { do: 'crash', at: 0 } as const

const READ_ALL = Array.from({ length: 21 }, (_, step) => {
  return { do: 'readStep', at: 0, step } as const
})

const isUnexpected = ({ invariant, message }: Violation): boolean =>
  invariant === 'expected response' && !message.includes('history_regressed')

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

/** Returns the items one after the other, and then from the first again. */
function cycle<T>(items: readonly T[]): () => T {
  let next = 0
  return () => items[next++ % items.length]!
}
