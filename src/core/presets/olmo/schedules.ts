import { nestable, type Nestable, type ValueAt } from '../shape/nestable.ts'
import {
  afterWarmup,
  CURVES,
  decay,
  inverseSqrt,
  LONG_RUN,
  LONG_WARMUP,
  RUN,
  WARMUP,
  type Curve,
} from './rates.ts'

const example = { warmup_steps: 2000, max_steps: 10_000 }

const warmupAndDecay = (name: string, shape: string, curve: Curve) =>
  nestable({
    name,
    summary: `Warmup from a tenth, then ${shape} to a tenth.`,
    parameters: RUN,
    example,
    valueAt: (given, context) => afterWarmup(given, context, decay(given, context, curve)),
  })

/** The schedulers of OLMo, but for the one around another. */
export const SCHEDULERS: readonly Nestable[] = [
  nestable({
    name: 'olmo/constant',
    summary: 'The group’s own rate throughout.',
    parameters: {},
    example: {},
    valueAt: () => () => 'base',
  }),
  nestable({
    name: 'olmo/constant_with_warmup',
    summary: 'Warmup from a tenth, then constant.',
    parameters: WARMUP,
    example: { warmup_steps: 2000 },
    valueAt: (given, context) => afterWarmup(given, context, () => 'base'),
  }),
  warmupAndDecay('olmo/linear_with_warmup', 'linear decay', CURVES.linear),
  warmupAndDecay('olmo/cosine_with_warmup', 'cosine decay', CURVES.cosine),
  nestable({
    name: 'olmo/inverse_sqrt_with_warmup',
    summary: 'Warmup from a tenth, then the inverse square root of the step.',
    parameters: LONG_WARMUP,
    example: { warmup_steps: 2000 },
    valueAt: (given, context) => afterWarmup(given, context, inverseSqrt(given)),
  }),
  nestable({
    name: 'olmo/max_scheduler',
    summary: 'The higher of cosine_with_warmup and inverse_sqrt_with_warmup.',
    parameters: LONG_RUN,
    example,
    valueAt: (given, context) => {
      const [cosine, root] = [decay(given, context, CURVES.cosine), inverseSqrt(given)]
      const higher: ValueAt = (time) => `max(${cosine(time)}, ${root(time)})`
      return afterWarmup(given, context, higher)
    },
  }),
  warmupAndDecay('olmo/cosine_linear_envelope', 'a cosine times a line', CURVES.envelope),
]
