import type { OptimizerSettings } from '../schedules/schedule.ts'
import { float, linearRise, setByExpression } from './shape/expressions.ts'
import {
  length,
  optionalRate,
  rate,
  restOf,
  runLength,
  runOf,
  steps,
  word,
} from './shape/parameters.ts'
import { levelOf, phased, warmup, type PhaseJson } from './shape/phases.ts'
import { preset, PresetRefusal } from './preset.ts'

const PEAK = {
  init_lr: rate('Rate at the start of warmup.').default(0),
  max_lr: optionalRate('Rate after warmup. Default: the group’s own.'),
  lr_warmup_steps: steps('Steps of warmup.').default(0),
}
const RUN = {
  ...PEAK,
  min_lr: rate('Rate at the end.').default(0),
  lr_decay_steps: runLength('Steps of the whole schedule, warmup included.'),
}
const example = { lr_warmup_steps: 100, lr_decay_steps: 1000, min_lr: 3e-5 }

interface Peak {
  readonly init_lr: number
  readonly max_lr?: number | null | undefined
  readonly lr_warmup_steps: number
  readonly min_lr?: number
}

/** Megatron's warmup, with its assertions about the rates. */
function warmupPhase({ init_lr, max_lr, lr_warmup_steps, min_lr = 0 }: Peak): PhaseJson {
  for (const [parameter, value] of Object.entries({ init_lr, min_lr })) {
    if (value <= (max_lr ?? Infinity)) continue
    throw new PresetRefusal(parameter, `given ${value}, wanted at most max_lr, ${max_lr}`)
  }
  return warmup(lr_warmup_steps, { value: init_lr }, levelOf(max_lr, 1))
}

type Run = Peak & { readonly lr_decay_steps?: number | null | undefined }

/** The number of steps after the warmup. */
const decaySteps = (given: Run, settings: OptimizerSettings): number => {
  const run = runOf('lr_decay_steps', given.lr_decay_steps, settings)
  return restOf('lr_warmup_steps', given.lr_warmup_steps, run)
}

/** The curves of Megatron's names for the last phase of WSD. */
const WSD_STYLES = {
  exponential: { curve: 'exponential', ratio: 0.5 },
  linear: { curve: 'linear' },
  cosine: { curve: 'cosine' },
  minus_sqrt: { curve: 'linear', k: 0.5 },
}

/** A decay over all steps after the warmup. */
const decay = (name: string, curve: string) =>
  preset({
    name: `megatron/${name}`,
    summary: `Linear warmup, then ${name} decay. lr_decay_steps includes the warmup.`,
    parameters: RUN,
    example,
    expand: (given, settings) =>
      phased(warmupPhase(given), {
        curve,
        to: { value: given.min_lr },
        duration: decaySteps(given, settings),
      }),
  })

/** The styles of Megatron-LM's OptimizerParamScheduler. Its samples are our steps. */
export const MEGATRON = [
  preset({
    name: 'megatron/constant',
    summary: 'Linear warmup, then constant.',
    parameters: PEAK,
    example: { lr_warmup_steps: 100 },
    expand: (given) => phased(warmupPhase(given)),
  }),
  decay('linear', 'linear'),
  decay('cosine', 'cosine'),
  preset({
    name: 'megatron/inverse_square_root',
    summary: 'Linear warmup, then the inverse square root of the step, then a drop to min_lr.',
    parameters: RUN,
    example,
    expand: (given, settings) => {
      warmupPhase(given)
      const { lr_warmup_steps, min_lr, max_lr } = given
      const end = lr_warmup_steps + decaySteps(given, settings)
      const peak = typeof max_lr === 'number' ? float(max_lr) : 'base'
      const falling = `${peak} * sqrt(${Math.max(lr_warmup_steps, 1)} / max(epoch, 1))`
      const least = float(min_lr)
      const after = `max(${falling}, ${least}) if epoch <= ${end} else ${least}`
      return setByExpression(linearRise(float(given.init_lr), peak, lr_warmup_steps, after))
    },
  }),
  preset({
    name: 'megatron/wsd',
    summary: 'Linear warmup, hold, decay at the end. lr_decay_steps includes all three.',
    parameters: {
      ...RUN,
      wsd_decay_steps: length('Steps of the decay at the end.'),
      lr_wsd_decay_style: word(
        ['exponential', 'linear', 'cosine', 'minus_sqrt'],
        'The curve of the decay.',
      ).default('exponential'),
    },
    example: { ...example, wsd_decay_steps: 200 },
    expand: (given, settings) => {
      const { wsd_decay_steps, lr_wsd_decay_style, min_lr } = given
      const down = decaySteps(given, settings)
      if (wsd_decay_steps > down) {
        const detail = `given ${wsd_decay_steps}, wanted at most ${down}: the steps after warmup`
        throw new PresetRefusal('wsd_decay_steps', detail)
      }
      return phased(
        warmupPhase(given),
        { curve: 'hold', duration: down - wsd_decay_steps },
        { ...WSD_STYLES[lr_wsd_decay_style], to: { value: min_lr }, duration: wsd_decay_steps },
      )
    },
  }),
  preset({
    name: 'megatron/weight_decay',
    summary: 'Increases weight decay over the run.',
    parameters: {
      start_wd: rate('Weight decay at the start.'),
      end_wd: rate('Weight decay at the end, at least start_wd.'),
      wd_incr_steps: runLength('Steps of the increase.'),
      wd_incr_style: word(['constant', 'linear', 'cosine'], 'The curve of the increase.').default(
        'constant',
      ),
    },
    example: { start_wd: 0.01, end_wd: 0.1, wd_incr_steps: 1000, wd_incr_style: 'cosine' },
    expand: ({ start_wd, end_wd, wd_incr_steps, wd_incr_style }, settings) => {
      const duration = runOf('wd_incr_steps', wd_incr_steps, settings)
      if (end_wd < start_wd) {
        throw new PresetRefusal('end_wd', `given ${end_wd}, wanted at least start_wd, ${start_wd}`)
      }
      if (wd_incr_style === 'constant' && end_wd !== start_wd) {
        const detail = `given ${end_wd} for a constant, wanted start_wd, ${start_wd}`
        throw new PresetRefusal('end_wd', detail)
      }
      const curve = wd_incr_style === 'cosine' ? 'cosine' : 'linear'
      const rise = { curve, from: { value: start_wd }, to: { value: end_wd }, duration }
      return { ...phased(rise), param: 'weight_decay' }
    },
  }),
]
