import { float, setByExpression } from '../shape/expressions.ts'
import { rate, runLength, runOf, word } from '../shape/parameters.ts'
import { preset, PresetRefusal, type PresetContext } from '../preset.ts'
import { ownValue } from './warmup.ts'

const PARAMETERS = {
  start_wd: rate('Weight decay at the start; start_wd of a group counts before it.'),
  end_wd: rate('Weight decay at the end, at least start_wd; end_wd of a group counts before it.'),
  wd_incr_steps: runLength('Steps of the increase.'),
  wd_incr_style: word(['constant', 'linear', 'cosine'], 'The curve of the increase.').default(
    'constant',
  ),
}

interface Increase {
  readonly start_wd: number
  readonly end_wd: number
  readonly wd_incr_steps?: number | null | undefined
  readonly wd_incr_style: 'constant' | 'linear' | 'cosine'
}

/** Megatron's assertions, which it does not make of the values in groups. */
function refuseRange({ start_wd, end_wd, wd_incr_style }: Increase): void {
  if (end_wd < start_wd) {
    throw new PresetRefusal('end_wd', `given ${end_wd}, wanted at least start_wd, ${start_wd}`)
  }
  if (wd_incr_style === 'constant' && end_wd !== start_wd) {
    const detail = `given ${end_wd} for a constant, wanted start_wd, ${start_wd}`
    throw new PresetRefusal('end_wd', detail)
  }
}

function decayOf(given: Increase, context: PresetContext): string {
  const start = ownValue('start_wd', given.start_wd, context)
  const end = ownValue('end_wd', given.end_wd, context)
  if (given.wd_incr_style === 'constant') return float(end)
  const steps = runOf('wd_incr_steps', given.wd_incr_steps, context)
  const cosine = `0.5 * (cos(pi * (1 - epoch / ${steps})) + 1.0)`
  const share = given.wd_incr_style === 'linear' ? `epoch / ${steps}` : cosine
  return `(${float(end)} if epoch > ${steps} else ${float(start)} + (${share}) * ${float(end - start)})`
}

/** The weight decay of Megatron-LM's OptimizerParamScheduler, times the factor of the group. */
export const MEGATRON_WEIGHT_DECAY = [
  preset({
    name: 'megatron/weight_decay',
    summary: 'Increases weight decay over the run.',
    parameters: PARAMETERS,
    example: { start_wd: 0.01, end_wd: 0.1, wd_incr_steps: 1000, wd_incr_style: 'cosine' },
    expand: (given, context) => {
      refuseRange(given)
      return {
        ...setByExpression(`${decayOf(given, context)} * wd_mult`),
        param: 'weight_decay',
      }
    },
  }),
]
