import { phased } from './phases.ts'
import { PresetRefusal, type SchedulerJson } from '../preset.ts'

/** The rates of one cycle, and the lengths of its phases. */
interface OneCycle {
  readonly low: number
  readonly peak: number
  readonly end: number
  readonly steps: number
  /** The share of the steps in the increase, and the name of its parameter. */
  readonly share: number
  readonly shareName: string
  readonly strategy: 'cos' | 'linear'
  readonly threePhase: boolean
}

/**
 * Torch's one cycle, held after its end: up, and down in one phase, or in two by the first value.
 * Each phase ends one step before its share of the steps does, so that the last step is at the end.
 */
export function oneCycle(cycle: OneCycle): SchedulerJson {
  const { low, peak, end, steps, share, threePhase } = cycle
  const up = share * steps - 1
  const back = threePhase ? up : 0
  const rest = steps - 1 - up - back
  if (up <= 0 || rest <= 0) {
    const detail = `given ${share} of ${steps} steps, wanted more than one step for each phase`
    throw new PresetRefusal(cycle.shareName, detail)
  }
  const curve = cycle.strategy === 'cos' ? 'cosine' : 'linear'
  return phased(
    { curve, from: { value: low }, to: { value: peak }, duration: up },
    ...(threePhase ? [{ curve, to: { value: low }, duration: back }] : []),
    { curve, to: { value: end }, duration: rest },
  )
}
