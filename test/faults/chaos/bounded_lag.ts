/** Bounds the lag between the ranks of a job: a rank waits while it is too far ahead of the slowest. */
export function boundedLag(ranks: number, from: number, maxLag: number) {
  const lastSteps = Array<number>(ranks).fill(from)
  let waiting: { step: number; go: () => void }[] = []
  let slowest = from
  let isEnded = false

  function resumeReady(): void {
    const ready = waiting.filter(({ step }) => isEnded || step <= slowest + maxLag)
    waiting = waiting.filter((each) => !ready.includes(each))
    for (const { go } of ready) go()
  }

  return {
    /** The last step that every rank has reached. */
    last: () => slowest,
    /** A rank has the values of every step up to this one. */
    at(rank: number, step: number): void {
      lastSteps[rank] = step
      const now = Math.min(...lastSteps)
      if (now === slowest) return
      slowest = now
      resumeReady()
    },
    /** Waits until a step is within the maximum lag. */
    async until(step: number): Promise<void> {
      if (isEnded || step <= slowest + maxLag) return
      await new Promise<void>((go) => waiting.push({ step, go }))
    },
    /** Ends all waits. */
    end(): void {
      isEnded = true
      resumeReady()
    },
  }
}

export type BoundedLag = ReturnType<typeof boundedLag>
