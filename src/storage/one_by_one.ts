import type { Move, Outcome, Stored } from './store.ts'

/** Seals optimizers each by itself, where they cannot be sealed in one go. */
export const oneByOne =
  (seal: (move: Move) => Promise<Stored | undefined>) =>
  async (moves: readonly Move[]): Promise<readonly Outcome[]> => {
    const settled = await Promise.allSettled(moves.map(seal))
    return settled.map((each) => (each.status === 'fulfilled' ? each.value : asError(each.reason)))
  }

const asError = (reason: unknown): Error =>
  reason instanceof Error ? reason : new Error(String(reason))
