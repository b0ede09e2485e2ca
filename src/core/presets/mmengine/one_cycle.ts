import { float } from '../shape/expressions.ts'
import { flag, number, optionalSteps, share, word } from '../shape/parameters.ts'
import { preset, PresetRefusal, type PresetContext } from '../preset.ts'
import { inWindow, WINDOW, windowOf, type StepWindow } from './window.ts'

/** A phase from one value to another, and the step of the second one, not always whole. */
interface Phase {
  readonly from: number
  readonly to: number
  readonly end: number
}

interface Cycle {
  readonly eta_max: number
  readonly pct_start: number
  readonly div_factor: number
  readonly final_div_factor: number
  readonly three_phase: boolean
}

function phasesOf(cycle: Cycle, steps: number): readonly [Phase, ...Phase[]] {
  const { eta_max, pct_start } = cycle
  const low = eta_max / cycle.div_factor
  const least = low / cycle.final_div_factor
  const up = { from: low, to: eta_max, end: pct_start * steps - 1 }
  if (!cycle.three_phase) return [up, { from: eta_max, to: least, end: steps - 1 }]
  const back = { from: eta_max, to: low, end: 2 * pct_start * steps - 2 }
  return [up, back, { from: low, to: least, end: steps - 1 }]
}

/** The value in a phase that begins at some step. */
function valueIn(
  { from, to, end }: Phase,
  begin: number,
  strategy: 'cos' | 'linear',
  time: string,
) {
  if (end === begin) return 'value'
  const progress = `((${time} - ${float(begin)}) / ${float(end - begin)})`
  if (strategy === 'linear') return `${float(to - from)} * ${progress} + ${float(from)}`
  return `${float(to)} + ${float((from - to) / 2)} * (cos(pi * ${progress}) + 1)`
}

/** All phases; the last one goes on for one step. */
function cycleText(phases: readonly Phase[], strategy: 'cos' | 'linear', time: string): string {
  const last = phases.at(-1)!.end + 1
  const parts = phases.map((phase, index) => {
    const value = valueIn(phase, phases[index - 1]?.end ?? 0, strategy, time)
    const end = index === phases.length - 1 ? last : Math.min(phase.end, last)
    return `${value} if ${time} <= ${float(end)}`
  })
  return `${parts.join(' else ')} else value`
}

/** The steps of the cycle: all of the window, unless they are given. */
function stepsOf(given: number | null | undefined, { length }: StepWindow): number {
  const steps = given ?? length
  if (steps > 0) return steps
  throw new PresetRefusal('total_steps', `given ${steps}, wanted at least one step`)
}

function refuseOther({ param }: PresetContext): void {
  if (param !== 'lr') throw new PresetRefusal('param', `given ${param}, wanted lr`)
}

/** The one cycle of MMEngine. */
export const MMENGINE_ONE_CYCLE = [
  preset({
    name: 'mmengine/one_cycle',
    summary:
      'Torch’s one cycle without its momentum, and then left alone, where MMEngine fails two steps later.',
    parameters: {
      eta_max: number('Highest value.').default(0),
      total_steps: optionalSteps('Steps of the cycle. Default: the steps of the window.'),
      pct_start: share('Share of the steps in the increase.').default(0.3),
      anneal_strategy: word(['cos', 'linear'], 'The curve.').default('cos'),
      div_factor: number('The divisor from the highest value to the first one.').default(25),
      final_div_factor: number('The divisor from the first value to the last one.').default(1e4),
      three_phase: flag('Whether a phase back to the first value is added.').default(false),
      ...WINDOW,
    },
    lists: ['eta_max'],
    example: { eta_max: 0.1, total_steps: 1000 },
    expand: (given, context) => {
      refuseOther(context)
      const zero = (['div_factor', 'final_div_factor'] as const).find((name) => given[name] === 0)
      if (zero) throw new PresetRefusal(zero, 'given 0, wanted a divisor')
      const window = windowOf(given, context)
      const phases = phasesOf(given, stepsOf(given.total_steps, window))
      return inWindow(window, cycleText(phases, given.anneal_strategy, window.time))
    },
  }),
]
