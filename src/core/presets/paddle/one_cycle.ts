import { float } from '../shape/expressions.ts'
import { nestable, type Nestable } from '../shape/nestable.ts'
import { flag, number, positive, runLength, runOf, share, word } from '../shape/parameters.ts'
import { PresetRefusal } from '../preset.ts'

interface Cycle {
  readonly max_learning_rate: number
  readonly divide_factor: number
  readonly end_learning_rate: number
  readonly phase_pct: number
  readonly three_phase: boolean
  readonly anneal_strategy: 'cos' | 'linear'
}

/** A phase from one rate to another, and the step of the second one, not always whole. */
interface Phase {
  readonly from: number
  readonly to: number
  readonly begin: number
  readonly end: number
}

function phasesOf(cycle: Cycle, steps: number): readonly Phase[] {
  const { max_learning_rate: top, end_learning_rate: last, phase_pct: share } = cycle
  const first = top / cycle.divide_factor
  const levels = cycle.three_phase ? [first, top, first, last] : [first, top, last]
  const back = cycle.three_phase ? [2 * share * steps - 2] : []
  const ends = [0, share * steps - 1, ...back, steps - 1]
  return levels.slice(1).map((to, index) => ({
    ...{ from: levels[index]!, to },
    ...{ begin: ends[index]!, end: ends[index + 1]! },
  }))
}

function rateIn({ from, to, begin, end }: Phase, strategy: 'cos' | 'linear', time: string): string {
  const progress = `((${time} - ${float(begin)}) / ${float(end - begin)})`
  if (strategy === 'linear') return `${float(to - from)} * ${progress} + ${float(from)}`
  return `${float(to)} + ${float((from - to) / 2)} * (cos(pi * ${progress}) + 1)`
}

/** The one cycle of Paddle, in its absolute rates. */
export const ONE_CYCLE: Nestable = nestable({
  name: 'paddle/one_cycle',
  summary: 'Torch’s one cycle, with an absolute rate at its end; that of one step more is held.',
  parameters: {
    max_learning_rate: positive('Highest rate.'),
    total_steps: runLength('Steps of the cycle.'),
    divide_factor: positive('The divisor from the highest value to the first one.').default(25),
    end_learning_rate: number('Rate at the end.').default(0.0001),
    phase_pct: share('Share of the steps in the increase.').default(0.3),
    anneal_strategy: word(['cos', 'linear'], 'The curve.').default('cos'),
    three_phase: flag('Whether a phase back to the first value is added.').default(false),
  },
  example: { max_learning_rate: 0.1, total_steps: 1000 },
  valueAt: (given, settings) => {
    if (given.three_phase && given.phase_pct >= 0.5) {
      const detail = `given ${given.phase_pct}, wanted less than 0.5 with three_phase`
      throw new PresetRefusal('phase_pct', detail)
    }
    const steps = runOf('total_steps', given.total_steps, settings)
    const phases = phasesOf(given, steps)
    return (time) => {
      const parts = phases.slice(0, -1).map((phase) => {
        return `${rateIn(phase, given.anneal_strategy, time)} if ${time} <= ${float(phase.end)}`
      })
      const last = rateIn(phases.at(-1)!, given.anneal_strategy, `min(${time}, ${steps})`)
      return [...parts, last].join(' else ')
    }
  },
})
