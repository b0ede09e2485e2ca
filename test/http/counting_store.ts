import { encodeCommit } from '../../src/storage/encoding/record.ts'
import type { Commit, SealWrite, Store } from '../../src/storage/store.ts'

/** A store that forwards all calls, and counts them. */
export function countingStore(store: Store) {
  let calls: string[] = []
  let bytes = 0
  const counting = new Proxy(store, {
    get: (target, name: keyof Store) => {
      const method = Reflect.get(target, name) as ((...given: unknown[]) => unknown) | boolean
      if (typeof method !== 'function') return method
      return (...given: unknown[]) => {
        calls.push(name)
        if (name === 'commit') bytes += bytesOf(given[0] as Commit)
        if (name === 'seal') {
          for (const move of given[0] as SealWrite[]) bytes += bytesOf({ ...move, inputs: [] })
        }
        return method.apply(target, given)
      }
    },
  })
  return {
    store: counting,
    /** The calls and the written bytes since the last call of this function. */
    takeCounts: () => {
      const counted = { calls, bytes }
      calls = []
      bytes = 0
      return counted
    },
  }
}

function bytesOf(commit: Commit): number {
  const changed = encodeCommit(commit, commit.before.version)
  const { header, values, plan = '', history = '', inputs } = changed
  const texts = [plan, history, ...inputs.map(({ text }) => text)]
  return header.length + values.length + texts.reduce((sum, text) => sum + text.length, 0)
}
