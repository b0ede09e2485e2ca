import { refuse } from '../../../src/core/problem.ts'
import type { Store } from '../../../src/storage/store.ts'
import type { Interleaver } from './interleaver.ts'

/** The outcome of a commit: `refused` before it is applied, `lost` after. */
export type CommitOutcome = 'done' | 'refused' | 'lost'

const refuseUnavailable = (what: CommitOutcome): never =>
  refuse({ code: 'store_unavailable', reason: `the test injects: ${what}` })

/** A store whose commits have the given outcomes. */
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
    restore: (record, replaced) => withOutcome(() => store.restore(record, replaced)),
  }
}

type StoreCall = (...given: unknown[]) => Promise<unknown>
type StoreParts = (...given: unknown[]) => AsyncIterable<unknown>

/** A store whose calls, and the delivery of their results, are ordered by the interleaver. */
export function interleavedStore(store: Store, { through }: Interleaver): Store {
  async function interleaved<T>(act: () => Promise<T>): Promise<T> {
    const outcome = through(act).then(
      (value) => () => value,
      (error: unknown) => () => {
        throw error
      },
    )
    const reveal = await outcome
    await through(async () => {})
    return reveal()
  }

  /** Each part of a read is a call of its own. */
  async function* interleavedParts<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
    const iterator = parts[Symbol.asyncIterator]()
    for (;;) {
      const next = await interleaved(() => iterator.next())
      if (next.done) return
      yield next.value
    }
  }

  return new Proxy(store, {
    get: (target, name: keyof Store) => {
      const act: unknown = Reflect.get(target, name)
      if (typeof act !== 'function' || name === 'onReconnect') return act
      if (name === 'inputs' || name === 'changes') {
        const read = act as StoreParts
        return (...given: unknown[]) => interleavedParts(read(...given))
      }
      const call = act as StoreCall
      return (...given: unknown[]) => interleaved(() => call(...given))
    },
  })
}
