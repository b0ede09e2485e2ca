import { z } from 'zod'
import { float, scaleByExpression } from '../shape/expressions.ts'
import { rate, runLength, runOf, share } from '../shape/parameters.ts'
import { preset, PresetRefusal } from '../preset.ts'
import { rounded } from '../shape/rounding.ts'

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

/** The factor of the stage, as an expression. Ends are rounded as in Python. */
function stageFactor(given: z.output<typeof stages>, run: number): string {
  let shares = 0
  const ends = given.map(({ duration }) => rounded((shares += duration) * run))
  if (ends.at(-1) !== run) {
    throw new PresetRefusal('stages', `given durations with the sum ${shares}, wanted 1`)
  }
  const parts = given.map(({ lr_mul }, index) => `${float(lr_mul)} if epoch < ${ends[index]}`)
  return `(${parts.join(' else ')} else 1.0)`
}

/** The schedule of modded-nanogpt in stages. */
export const MODDED_NANOGPT_STAGES = [
  preset({
    name: 'modded_nanogpt/stages',
    summary: 'A factor for each stage of the batch size, blended into a floor at the end.',
    parameters: {
      stages,
      scheduled_iterations: runLength('Steps of the stages.'),
      cooldown_frac: share('Share of these steps in the blend.').default(0.5),
      floor: rate('Factor at the end; 0.15 in modded-nanogpt.').default(0.15),
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
      const factor = stageFactor(stages, run)
      const cooldown = Math.trunc(run * (1 - cooldown_frac))
      // Without a blend modded-nanogpt divides by zero after the stages: here that is the floor.
      const t = cooldown === run ? '1.0' : `min(1.0, (epoch - ${cooldown}) / ${run - cooldown})`
      const blend = `${factor} * (1 - ${t}) + ${float(floor)} * ${t}`
      return scaleByExpression(`${factor} if epoch < ${cooldown} else ${blend}`)
    },
  }),
  preset({
    name: 'modded_nanogpt/medium',
    summary:
      'The schedule of the medium track: a factor that grows in four parts of the run, blended into 0.1.',
    parameters: {
      num_scheduled_iterations: runLength('Steps of the schedule.'),
      cooldown_frac: share('Share of these steps in the blend.').default(0.7),
    },
    example: { num_scheduled_iterations: 4700 },
    expand: ({ num_scheduled_iterations, cooldown_frac }, settings) => {
      const run = runOf('num_scheduled_iterations', num_scheduled_iterations, settings)
      const x = `epoch / ${run}`
      const factor = [2, 1.73, 1.52].reduce(
        (text, most, part) => `${text}${float(most)} if ${x} > ${float((3 - part) / 12)} else `,
        '',
      )
      // Without a cooldown the library divides by zero at the end, as this does.
      const w = `((1 - ${x}) / ${float(cooldown_frac)})`
      const blend = `(${factor}1.0) * ${w} + (1 - ${w}) * 0.1`
      const held = `${blend} if ${x} >= ${float(1 - cooldown_frac)} else ${factor}1.0`
      return scaleByExpression(`0.1 if epoch > ${run} else ${held}`)
    },
  }),
]
