import { refuse } from '../../../src/core/problem.ts'
import type { Store } from '../../../src/storage/store.ts'
import type { Interleaver } from './interleaver.ts'

/** What becomes of a commit: `refused` before it is carried out, `lost` after. */
export type CommitOutcome = 'done' | 'refused' | 'lost'

const refuseUnavailable = (what: CommitOutcome): never =>
  refuse({ code: 'store_unavailable', reason: `the test says it was ${what}` })

/** A store whose commits fail as they are fated to. */
export function failingStore(store: Store, next: () => CommitOutcome): Store {
  async function withOutcome<T>(act: () => Promise<T>): Promise<T> {
    const outcome = next()
    if (outcome === 'refused') return refuseUnavailable(outcome)
    const done = await act()
    return outcome === 'lost' ? refuseUnavailable(outcome) : done
  }
  return {
    ...store,
    commit: (commit) => withOutcome(() => store.commit(commit)),
    seal: (moves) => withOutcome(() => store.seal(moves)),
    restore: (whole, replaced) => withOutcome(() => store.restore(whole, replaced)),
  }
}

type StoreCall = (...given: unknown[]) => Promise<unknown>

/** A store each of whose acts waits for its turn, and so does what becomes of it. */
export function interleavedStore(store: Store, { through }: Interleaver): Store {
  const calls = Object.entries(store as unknown as Record<string, StoreCall>).map(([name, act]) => {
    const interleaved: StoreCall = async (...given) => {
      const outcome = through(() => act(...given)).then(
        (value) => () => value,
        (error: unknown) => () => {
          throw error
        },
      )
      const reveal = await outcome
      await through(async () => {})
      return reveal()
    }
    return [name, interleaved] as const
  })
  return Object.fromEntries(calls) as unknown as Store
}
