import { setTimeout as sleep } from 'node:timers/promises'
import { Refusal } from '../../src/core/problem.ts'
import { oneByOne } from '../../src/storage/one_by_one.ts'
import type { Store, Stored } from '../../src/storage/store.ts'
import { nextVersion, versionBytes } from '../../src/storage/encoding/version.ts'

/** Makes a store that is wrong in one way, and otherwise as the one it is made of. */
export type Mutant = (store: Store, later: Later) => Store

/** A store that writes in another way, whatever it writes. */
const withCommit = (store: Store, commit: Store['commit']): Store => ({
  ...store,
  commit,
  seal: oneByOne((move) => commit({ ...move, inputs: [] })),
})

/** Does something when nobody waits for it any more. */
export type Later = (act: () => Promise<void>) => void

/** Writes on whatever version is there. */
const uncompared: Mutant = (store) =>
  withCommit(store, async (commit) => {
    for (;;) {
      const current = await store.find(commit.after.id, commit.before)
      if (!current) return undefined
      const before = { ...commit.before, version: current.version }
      const written = await store.commit({ ...commit, before })
      if (written) return written
    }
  })

/** Answers before it writes, and never finds out what became of that. */
const early: Mutant = (store, later) => {
  const promisedVersions = new Map<string, Promise<Stored | undefined>>()
  /** What a version that was only promised has become. */
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

/** Sends again what was sent when the connection broke, and believes the second reply. */
const resending: Mutant = (store) =>
  withCommit(store, (commit) =>
    store.commit(commit).catch(async (error: unknown) => {
      const isLost = error instanceof Refusal && error.problem.code === 'store_unavailable'
      if (!isLost) throw error
      await waitUntilReachable(store)
      return store.commit(commit)
    }),
  )

/** Waits a second at most until a store can be reached again. */
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

/** Keeps no receipts: what was sent with a key is not known again. */
const unreceipted: Mutant = (store) => ({
  ...store,
  commit: (commit) => store.commit({ ...commit, receipt: undefined }),
})

/** Keeps what came of the inputs, and not the inputs. */
const forgetful: Mutant = (store) => ({
  ...store,
  commit: (commit) => store.commit({ ...commit, inputs: [] }),
})

export const MUTANTS = {
  uncompared,
  early,
  resending,
  unreceipted,
  forgetful,
} as const satisfies Record<string, Mutant>
