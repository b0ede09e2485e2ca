import { sqliteStore } from '../../../src/storage/sqlite/sqlite_store.ts'
import type { Store } from '../../../src/storage/store.ts'
import { appOn } from '../../app.ts'
import type { Mutant } from '../mutants.ts'
import { interleavedStore, failingStore, type CommitOutcome } from './faulty_store.ts'
import { createInterleaver, type Interleaver } from './interleaver.ts'

type App = Awaited<ReturnType<typeof appOn>>

/** Instances with separate caches on one store. The test sets the order and outcomes of store calls. */
export interface SystemUnderTest {
  readonly instances: readonly App[]
  /** Another instance, with an empty cache. */
  readonly emptyCache: App
  readonly store: Store
  readonly interleaver: Interleaver
  /** Counts of the commits so far; `raced` if another commit was first. */
  readonly counts: Readonly<Record<CommitOutcome | 'raced', number>>
  /** Sets the outcome of each commit from now on. */
  setCommitOutcomes(next: () => CommitOutcome): void
}

/** Two that serve, and others that replace them after a crash. */
const INSTANCES = 5

export async function systemUnderTest(
  store: Store = sqliteStore(':memory:'),
  mutant: Mutant = (same) => same,
): Promise<SystemUnderTest> {
  let nextOutcome: () => CommitOutcome = () => 'done'
  const interleaver = createInterleaver()
  const counts = { done: 0, refused: 0, lost: 0, raced: 0 }
  const counting: Store = {
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
  const failing = failingStore(counting, () => {
    const next = nextOutcome()
    counts[next] += 1
    return next
  })
  const later = (act: () => Promise<void>) => void interleaver.through(act)
  const shared = { isShared: true, close: async () => {} }
  const startInstance = () =>
    appOn(interleavedStore({ ...mutant(failing, later), ...shared }, interleaver))
  return {
    instances: await Promise.all(Array.from({ length: INSTANCES }, startInstance)),
    emptyCache: await appOn(store),
    store,
    interleaver,
    counts,
    setCommitOutcomes: (next) => void (nextOutcome = next),
  }
}
