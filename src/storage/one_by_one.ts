import type { SealWrite, SealOutcome, Stored } from './store.ts'

/** Seals optimizers individually, where one call cannot seal them together. */
export const oneByOne =
  (seal: (write: SealWrite) => Promise<Stored | undefined>) =>
  async (writes: readonly SealWrite[]): Promise<readonly SealOutcome[]> => {
    const settled = await Promise.allSettled(writes.map(seal))
    return settled.map((each) => (each.status === 'fulfilled' ? each.value : asError(each.reason)))
  }

const asError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error(String(reason))
