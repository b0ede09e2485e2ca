import { z } from 'zod'
import { rate, restOf, runLength, runOf, share, steps } from './shape/parameters.ts'
import { phased, warmup } from './shape/phases.ts'
import { preset, PresetRefusal } from './preset.ts'
import { rounded } from './shape/rounding.ts'

const stages = z
  .array(
    z.strictObject({
      duration: share('Share of the scheduled steps.'),
      lr_mul: rate('Factor in this stage.'),
    }),
  )
  .min(1)
  .max(100)
  .meta({ description: 'The stages; the sum of their durations is 1.' })

interface Stage {
  readonly begin: number
  readonly end: number
  readonly factor: number
}

/** The stages in steps of the run, rounded as in Python. */
function stagesOf(given: z.output<typeof stages>, run: number): Stage[] {
  let shares = 0
  let begin = 0
  const placed = given.map(({ duration, lr_mul: factor }) => {
    const stage = { begin, end: rounded((shares += duration) * run), factor }
    begin = stage.end
    return stage
  })
  if (begin === run) return placed
  throw new PresetRefusal('stages', `given durations with the sum ${shares}, wanted 1`)
}

/** A stage before the start of the blend, and then its part of the blend into the floor. */
function blendedStage({ begin, end, factor }: Stage, cooldown: number, run: number, floor: number) {
  const start = Math.min(Math.max(begin, cooldown), end)
  const at = (step: number) => {
    const through = Math.max(0, step - cooldown) / (run - cooldown)
    return factor * (1 - through) + floor * through
  }
  const ramp = { curve: 'linear', from: at(start), to: at(end), duration: end - start }
  const hold = { curve: 'hold', to: factor, duration: start - begin }
  return [hold, ramp].filter(({ duration }) => duration > 0)
}

/** The steps of a run between two ramps. */
const stepsBetween = (parameter: string, up: number, down: number, run: number): number =>
  up + down === run ? 0 : restOf(parameter, up + down, run)

/** The schedules of modded-nanogpt. */
export const MODDED_NANOGPT = [
  preset({
    name: 'modded_nanogpt/trapezoid',
    summary: 'Linear warmup that is never at 0, hold, linear decay to 0.',
    parameters: {
      num_iterations: runLength('Length of the run.'),
      warmup_iters: steps('Steps of warmup.').default(0),
      warmdown_iters: steps('Steps of decay.').default(1800),
    },
    example: { num_iterations: 5100, warmup_iters: 250 },
    expand: ({ num_iterations, warmup_iters, warmdown_iters }, settings) => {
      const run = runOf('num_iterations', num_iterations, settings)
      const hold = stepsBetween('warmdown_iters', warmup_iters, warmdown_iters, run)
      return phased(
        { ...warmup(warmup_iters), endpoints: 'end' },
        { curve: 'hold', duration: hold },
        { curve: 'linear', to: 0, duration: warmdown_iters },
      )
    },
  }),
  preset({
    name: 'modded_nanogpt/stages',
    summary: 'A factor for each stage of the batch size, blended into a floor at the end.',
    parameters: {
      stages,
      scheduled_iterations: runLength('Steps of the stages.'),
      cooldown_frac: share('Share of these steps in the blend.').default(0.5),
      floor: rate('Factor at the end.').default(0.15),
    },
    example: {
      stages: [
        { duration: 0.5, lr_mul: 1 },
        { duration: 0.5, lr_mul: 1.5 },
      ],
      scheduled_iterations: 1500,
    },
    expand: ({ stages, scheduled_iterations, cooldown_frac, floor }, settings) => {
      const run = runOf('scheduled_iterations', scheduled_iterations, settings)
      const cooldown = Math.trunc(run * (1 - cooldown_frac))
      if (cooldown === run) {
        throw new PresetRefusal(
          'cooldown_frac',
          `evaluates to 0 of ${run} steps, wanted at least one`,
        )
      }
      const placed = stagesOf(stages, run)
      return phased(...placed.flatMap((stage) => blendedStage(stage, cooldown, run, floor)))
    },
  }),
  preset({
    name: 'modded_nanogpt/muon_momentum',
    summary: 'The momentum of Muon: up over a warmup, hold, down at the end.',
    parameters: {
      total_steps: runLength('Length of the run.'),
      muon_warmup_steps: steps('Steps of the increase.').default(300),
      muon_cooldown_steps: steps('Steps of the decrease.').default(50),
      momentum_min: share('Momentum at both ends.').default(0.85),
      momentum_max: share('Momentum between the ramps.').default(0.95),
    },
    example: { total_steps: 1500 },
    expand: (given, settings) => {
      const { muon_warmup_steps: up, muon_cooldown_steps: down } = given
      const run = runOf('total_steps', given.total_steps, settings)
      const [low, high] = [{ value: given.momentum_min }, { value: given.momentum_max }]
      const phases = phased(
        warmup(up, low, high),
        { curve: 'hold', to: high, duration: stepsBetween('muon_warmup_steps', up, down, run) },
        { curve: 'linear', from: high, to: low, duration: down },
      )
      return { ...phases, param: 'momentum' }
    },
  }),
]
