/** Keeps the ranks of a job together: none is far ahead of the last. */
export function paceOf(ranks: number, from: number, slack: number) {
  const held = Array<number>(ranks).fill(from)
  let waiting: { step: number; go: () => void }[] = []
  let last = from
  let isOver = false

  function wake(): void {
    const ready = waiting.filter(({ step }) => isOver || step <= last + slack)
    waiting = waiting.filter((each) => !ready.includes(each))
    for (const { go } of ready) go()
  }

  return {
    /** The last step that every rank holds. */
    last: () => last,
    /** A rank holds every step through this one. */
    at(rank: number, step: number): void {
      held[rank] = step
      const now = Math.min(...held)
      if (now === last) return
      last = now
      wake()
    },
    /** Waits until a step is not too far ahead. */
    async until(step: number): Promise<void> {
      if (isOver || step <= last + slack) return
      await new Promise<void>((go) => waiting.push({ step, go }))
    },
    /** Nobody waits any longer. */
    end(): void {
      isOver = true
      wake()
    },
  }
}

export type Pace = ReturnType<typeof paceOf>
