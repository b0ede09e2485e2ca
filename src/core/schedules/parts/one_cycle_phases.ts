import { ArgumentRefusal } from '../argument.ts'
import { UndefinedValue } from '../rule.ts'

const UP = { from: 'initial', to: 'max', momentum: ['max_momentum', 'base_momentum'] } as const
const DOWN = { from: 'max', to: 'min', momentum: ['base_momentum', 'max_momentum'] } as const
const BACK = { from: 'max', to: 'initial', momentum: ['base_momentum', 'max_momentum'] } as const
const OUT = { from: 'initial', to: 'min', momentum: ['max_momentum', 'max_momentum'] } as const

interface PhaseShares {
  readonly pct_start: number
  readonly three_phase: boolean
}

/** The phases in order, each with its last step. */
export function phasesOf({ pct_start, three_phase }: PhaseShares, total: number) {
  const up = { ...UP, end: pct_start * total - 1 }
  const end = total - 1
  return three_phase
    ? [up, { ...BACK, end: 2 * pct_start * total - 2 }, { ...OUT, end }]
    : [up, { ...DOWN, end }]
}

/** A phase as in torch's state dict: by the names of the group's keys. */
export const torchPhase = ({ from, to, momentum, end }: ReturnType<typeof phasesOf>[number]) => ({
  end_step: end,
  start_lr: `${from}_lr`,
  end_lr: `${to}_lr`,
  start_momentum: momentum[0],
  end_momentum: momentum[1],
})

/** The phase of each step, and the progress in it. */
export function phaseFunction(given: PhaseShares, total: number) {
  const listed = phasesOf(given, total)
  // Torch divides by the length of the first phase, and raises if the length is 0.
  if (listed[0]!.end === 0) {
    throw new ArgumentRefusal(
      'pct_start',
      `given ${given.pct_start} of ${total} steps, which is 1 step, wanted another share`,
    )
  }
  return (epoch: number) => {
    const found = listed.findIndex(({ end }) => epoch <= end)
    const index = found < 0 ? listed.length - 1 : found
    const start = index === 0 ? 0 : listed[index - 1]!.end
    const { end, ...phase } = listed[index]!
    if (start === end) throw new UndefinedValue(`its step ${epoch} is in a phase of no length`)
    return { ...phase, share: (epoch - start) / (end - start) }
  }
}
