import { refuse } from '../../../src/core/problem.ts'
import type { Store } from '../../../src/storage/store.ts'
import type { Turnstile } from './interleaver.ts'

/** What becomes of a commit: `refused` before it is carried out, `lost` after. */
export type Fate = 'done' | 'refused' | 'lost'

const away = (what: Fate): never =>
  refuse({ code: 'store_unavailable', reason: `the test says it was ${what}` })

/** A store whose commits fail as they are fated to. */
export function lossy(store: Store, next: () => Fate): Store {
  async function fated<T>(act: () => Promise<T>): Promise<T> {
    const fate = next()
    if (fate === 'refused') return away(fate)
    const done = await act()
    return fate === 'lost' ? away(fate) : done
  }
  return {
    ...store,
    commit: (commit) => fated(() => store.commit(commit)),
    seal: (moves) => fated(() => store.seal(moves)),
    restore: (whole, replaced) => fated(() => store.restore(whole, replaced)),
  }
}

type Act = (...given: unknown[]) => Promise<unknown>

/** A store each of whose acts waits for its turn, and so does what becomes of it. */
export function inTurns(store: Store, { through }: Turnstile): Store {
  const acts = Object.entries(store as unknown as Record<string, Act>).map(([name, act]) => {
    const guarded: Act = async (...given) => {
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
    return [name, guarded] as const
  })
  return Object.fromEntries(acts) as unknown as Store
}
