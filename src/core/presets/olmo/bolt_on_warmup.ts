import { z } from 'zod'
import { setByExpression } from '../shape/expressions.ts'
import { nestable, nestedValue, type Nestable, type ValueAt } from '../shape/nestable.ts'
import { steps } from '../shape/parameters.ts'
import { PresetRefusal, type Preset, type PresetContext, type SchedulerJson } from '../preset.ts'
import { SCHEDULERS } from './schedules.ts'

const BOLT_ON = {
  inner: z
    .union([z.looseObject({ preset: z.string() }), z.looseObject({ type: z.string() })], {
      error: 'wanted a scheduler: its preset or type, with its own parameters',
    })
    .meta({
      description:
        'The nested scheduler: a preset of OLMo with its parameters, or another scheduler.',
    }),
  warmup_end: steps('The step at which the ramp ends.'),
  warmup_start: steps('The step at which the ramp begins; earlier values are 0.').default(0),
}
type BoltOn = z.output<z.ZodObject<typeof BOLT_ON>>

/** A ramp from 0 to the rate that another scheduler has at the end of the ramp. */
function boltedOn({ warmup_start: start, warmup_end: end }: BoltOn, inner: ValueAt): ValueAt {
  const zero = (time: string) => (start > 0 ? `0.0 if ${time} < ${start} else ` : '')
  if (start >= end) return (time) => `(${zero(time)}${inner(time)})`
  const since = (time: string) => (start > 0 ? `(${time} - ${start})` : time)
  const top = inner(`${end}`)
  return (time) =>
    `(${zero(time)}(${top}) * ${since(time)} / ${end - start} if ${time} < ${end} else ${inner(time)})`
}

/** The rate of the nested scheduler, if it is one of OLMo. */
const innerRate = ({ inner }: BoltOn, context: PresetContext): ValueAt | undefined =>
  nestedValue([...SCHEDULERS, BOLT_ON_WARMUP], 'inner', inner, context)

/** Any other scheduler with the ramp over its first steps. */
function overlay({ inner, warmup_end, warmup_start }: BoltOn): SchedulerJson {
  const other = 'around a scheduler that is not of OLMo'
  if (warmup_start > 0) {
    const detail = `given ${warmup_start} ${other}, wanted 0: attach it at that step instead`
    throw new PresetRefusal('warmup_start', detail)
  }
  return { type: 'WarmupLR', duration: warmup_end, from: 0, mode: 'overlay', scheduler: inner }
}

/** The scheduler of OLMo around another one. */
const BOLT_ON_WARMUP: Nestable = nestable({
  name: 'olmo/bolt_on_warmup',
  summary:
    'A ramp from 0 over the first steps of another scheduler, to its value at the end of the ramp.',
  parameters: BOLT_ON,
  example: {
    inner: { preset: 'olmo/cosine_with_warmup', warmup_steps: 0, max_steps: 1000 },
    warmup_end: 50,
  },
  valueAt: (given, context) => {
    const inner = innerRate(given, context)
    if (inner) return boltedOn(given, inner)
    throw new PresetRefusal('inner', 'wanted a preset of OLMo inside another bolt_on_warmup')
  },
  expand: (given, context) => {
    const inner = innerRate(given, context)
    return inner ? setByExpression(boltedOn(given, inner)('epoch')) : overlay(given)
  },
})

/** The schedulers of OLMo. */
export const OLMO: readonly Preset[] = [...SCHEDULERS, BOLT_ON_WARMUP].map((each) => each.preset)
