import { z } from 'zod'
import { expression } from '../../expression/expression.ts'
import { float } from '../shape/expressions.ts'
import { length, number, steps } from '../shape/parameters.ts'
import { PresetRefusal, type Preset, type PresetContext, type SchedulerJson } from '../preset.ts'
import { IGNITE } from './schedules.ts'

/** The schedulers of torch that a warmup of ignite may be around, with torch's arguments. */
const TORCH = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ExponentialLR'), gamma: number('') }),
  z.strictObject({
    type: z.literal('StepLR'),
    step_size: length(''),
    gamma: number('').default(0.1),
  }),
  z.strictObject({
    type: z.literal('MultiStepLR'),
    milestones: z.array(steps('')).max(100),
    gamma: number('').default(0.1),
  }),
  z.strictObject({
    type: z.literal('CosineAnnealingLR'),
    T_max: length(''),
    eta_min: number('').default(0),
  }),
  z.strictObject({
    type: z.literal('PolynomialLR'),
    total_iters: length('').default(5),
    power: number('').default(1),
  }),
])
type TorchJson = z.output<typeof TORCH>

const refuse = (detail: string) => new PresetRefusal('lr_scheduler', detail)

function parsed<T>(schema: z.ZodType<T>, given: unknown): T {
  const { data, error } = schema.safeParse(given)
  if (!error) return data
  const [issue] = error.issues
  throw refuse(`is refused at ${issue!.path.join('/') || 'its root'}: ${issue!.message}`)
}

/** What a warmup is around: a preset of ignite, or a scheduler of torch. */
export type Wrapped =
  | { readonly preset: Preset; readonly given: Readonly<Record<string, unknown>> }
  | { readonly torch: TorchJson }

/** @throws {PresetRefusal} for anything else. */
export function wrappedOf(given: Readonly<Record<string, unknown>>): Wrapped {
  if (!('preset' in given)) return { torch: parsed(TORCH, given) }
  const preset = (IGNITE as readonly Preset[]).find(({ name }) => name === given['preset'])
  if (!preset) {
    const known = IGNITE.map(({ name }) => name).join(', ')
    throw refuse(`given the preset ${String(given['preset'])}, wanted one of ${known}`)
  }
  return { preset, given: parsed(preset.schema, given) as Readonly<Record<string, unknown>> }
}

/** The first value of a preset of ignite, which depends on the step alone. */
export function firstValue(json: SchedulerJson): number {
  const [first = json] = (json['schedulers'] as readonly SchedulerJson[] | undefined) ?? []
  const unset = { value: NaN, base: NaN, lr: NaN, base_lr: NaN }
  return expression(String(first['lr']), undefined)({ ...unset, epoch: 0 })
}

/** One step of a scheduler of torch from the value before, at its own epoch, as an expression. */
export function torchStep(json: TorchJson, epoch: string): string {
  if (json.type === 'ExponentialLR') return `value * ${float(json.gamma)}`
  if (json.type === 'CosineAnnealingLR') return closedCosine(json, epoch)
  if (json.type === 'PolynomialLR') return polynomialStep(json, epoch)
  const gamma = float(json.gamma)
  if (json.type === 'StepLR') {
    return `value if ${epoch} % ${json.step_size} != 0 else value * ${gamma}`
  }
  const counts = Map.groupBy(json.milestones, (step) => step)
  const parts = [...counts].map(
    ([step, { length }]) => `value * ${gamma} ** ${length} if ${epoch} == ${step} else `,
  )
  return `${parts.join('')}value`
}

/** Ignite never calls `step()` of torch's cosine, which then takes its closed form. */
function closedCosine({ T_max, eta_min }: { T_max: number; eta_min: number }, epoch: string) {
  const least = float(eta_min)
  return `${least} + (base - ${least}) * (1 + cos(${epoch} * pi / ${T_max})) / 2`
}

function polynomialStep(
  { total_iters: end, power }: { total_iters: number; power: number },
  epoch: string,
) {
  const left = `((1.0 - ${epoch} / ${end}) / (1.0 - (${epoch} - 1) / ${end}))`
  return `value if ${epoch} > ${end} else value * ${left} ** ${float(power)}`
}

/** The scheduler of a preset after the warmup. */
export const presetJson = (preset: Preset, given: object, context: PresetContext): SchedulerJson =>
  preset.expand(given as Readonly<Record<string, unknown>>, context)
