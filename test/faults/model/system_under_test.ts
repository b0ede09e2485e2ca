import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import type { Store } from '../../../src/storage/store.ts'
import { appOn } from '../../app.ts'
import type { Mutant } from '../mutants.ts'
import { inTurns, lossy, type Fate } from './faulty_store.ts'
import { turnstile, type Turnstile } from './interleaver.ts'

type App = Awaited<ReturnType<typeof appOn>>

/** Instances with memories of their own on one store, whose order and luck a test decides. */
export interface Stage {
  readonly instances: readonly App[]
  /** Another one, which has seen nothing of it. */
  readonly witness: App
  readonly store: Store
  readonly turns: Turnstile
  /** What became of the commits so far; `raced` where another was first. */
  readonly counts: Readonly<Record<Fate | 'raced', number>>
  /** What becomes of each commit from now on. */
  fates(next: () => Fate): void
}

/** Two that serve, and others that take their places when they crash. */
const INSTANCES = 5

export async function stageOn(
  store: Store = sqliteStore(':memory:'),
  mutant: Mutant = (same) => same,
): Promise<Stage> {
  let fate: () => Fate = () => 'done'
  const turns = turnstile()
  const counts = { done: 0, refused: 0, lost: 0, raced: 0 }
  const counted: Store = {
    ...store,
    async commit(commit) {
      const stored = await store.commit(commit)
      if (!stored) counts.raced += 1
      return stored
    },
    async seal(moves) {
      const outcomes = await store.seal(moves)
      counts.raced += outcomes.filter((outcome) => outcome === undefined).length
      return outcomes
    },
  }
  const unlucky = lossy(counted, () => {
    const next = fate()
    counts[next] += 1
    return next
  })
  const later = (act: () => Promise<void>) => void turns.through(act)
  const staged = () => appOn(inTurns({ ...mutant(unlucky, later), close: async () => {} }, turns))
  return {
    instances: await Promise.all(Array.from({ length: INSTANCES }, staged)),
    witness: await appOn(store),
    store,
    turns,
    counts,
    fates: (next) => void (fate = next),
  }
}
