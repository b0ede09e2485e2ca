import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../../src/core/problem.ts'
import { oneByOne } from '../../src/storage/one_by_one.ts'
import type { Store, Stored } from '../../src/storage/store.ts'
import { nextVersion, versionBytes } from '../../src/storage/encoding/version.ts'
import { READ_MUTANTS } from './read_mutants.ts'

/** Returns a store with one defect, which otherwise behaves as the given store. */
export type Mutant = (store: Store, later: Later) => Store

/** The store with another `commit`, which `seal` uses too. */
const withCommit = (store: Store, commit: Store['commit']): Store => ({
  ...store,
  commit,
  seal: oneByOne((move) => commit({ ...move, inputs: [] })),
})

/** Runs an action after the response that could have waited for it. */
export type Later = (act: () => Promise<void>) => void

/** Writes over any version. */
const withoutComparison: Mutant = (store) =>
  withCommit(store, async (commit) => {
    for (;;) {
      const current = await store.find(commit.after.id, commit.before)
      if (!current) return undefined
      const before = { ...commit.before, version: current.version }
      const written = await store.commit({ ...commit, before })
      if (written) return written
    }
  })

/** Returns before it writes, and ignores the outcome of the write. */
const early: Mutant = (store, later) => {
  const promisedVersions = new Map<string, Promise<Stored | undefined>>()
  /** The written version in place of a promised one. */
  const withWrittenVersion = async ({ version, ...rest }: Stored): Promise<Stored> => {
    const written = await promisedVersions.get(versionBytes(version).toString('latin1'))
    return { ...rest, version: written?.version ?? version }
  }
  return withCommit(store, async (commit) => {
    const { before, after } = commit
    const made = nextVersion(before.version)
    const { promise, resolve } = Promise.withResolvers<Stored | undefined>()
    promisedVersions.set(versionBytes(made).toString('latin1'), promise)
    void withWrittenVersion(before).then((known) =>
      later(async () => {
        const written = store.commit({ ...commit, before: known })
        resolve(await written.catch(() => undefined))
      }),
    )
    return { optimizer: after, version: made }
  })
}

/** Sends a commit again when its connection broke, and returns the second reply. */
const resending: Mutant = (store) =>
  withCommit(store, (commit) =>
    store.commit(commit).catch(async (error: unknown) => {
      const isLost = error instanceof Refusal && error.problem.code === 'store_unavailable'
      if (!isLost) throw error
      await waitUntilReachable(store)
      return store.commit(commit)
    }),
  )

/** Waits at most a second until the store is available again. */
async function waitUntilReachable(store: Store): Promise<void> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const isThere = await store.check().then(
      () => true,
      () => false,
    )
    if (isThere) return
    await sleep(50)
  }
}

/** Stores no receipts, so that a repeated Idempotency-Key is not recognised. */
const withoutReceipts: Mutant = (store) => ({
  ...store,
  commit: (commit) => store.commit({ ...commit, receipt: undefined }),
})

/** Stores the state after the inputs, and not the inputs. */
const withoutInputs: Mutant = (store) => ({
  ...store,
  commit: (commit) => store.commit({ ...commit, inputs: [] }),
})

/** By the rest of the sentence "a store that ...". */
export const MUTANTS = {
  'writes without comparing versions': withoutComparison,
  'returns before it writes': early,
  'sends a commit again after a lost reply': resending,
  'stores no receipts': withoutReceipts,
  'stores no inputs': withoutInputs,
  ...READ_MUTANTS,
} as const satisfies Record<string, Mutant>
