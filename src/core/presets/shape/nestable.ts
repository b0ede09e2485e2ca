import type { z } from 'zod'
import { setByExpression } from './expressions.ts'
import {
  preset,
  PresetRefusal,
  type Preset,
  type PresetContext,
  type SchedulerJson,
} from '../preset.ts'

/** The value at a time, both as expressions. */
export type ValueAt = (time: string) => string

type Json = Readonly<Record<string, unknown>>

/** A preset that may also be nested in another one of its library. */
export interface Nestable {
  readonly preset: Preset
  /** Its value inside another one, from parameters that its schema has parsed. */
  readonly valueAt: (given: Json, context: PresetContext) => ValueAt
}

/** Declares such a preset. By default it is the expression of its value. */
export function nestable<const Shape extends z.ZodRawShape>(declared: {
  readonly name: string
  readonly summary: string
  readonly parameters: Shape
  readonly example: Json
  readonly valueAt: (given: z.output<z.ZodObject<Shape>>, context: PresetContext) => ValueAt
  readonly expand?: (given: z.output<z.ZodObject<Shape>>, context: PresetContext) => SchedulerJson
}): Nestable {
  const { valueAt, expand, ...named } = declared
  const byValue: typeof expand = (given, context) =>
    setByExpression(valueAt(given, context)('epoch'))
  return {
    preset: preset({ ...named, expand: expand ?? byValue }),
    valueAt: (given, context) => valueAt(given as z.output<z.ZodObject<Shape>>, context),
  }
}

/**
 * The value of a nested preset, if it is one of these.
 * @throws {PresetRefusal} at the parameter that has it, if it is refused.
 */
export function nestedValue(
  presets: readonly Nestable[],
  parameter: string,
  nested: Json,
  context: PresetContext,
): ValueAt | undefined {
  const found = presets.find((each) => each.preset.name === nested['preset'])
  if (!found) return undefined
  const { data, error } = found.preset.schema.safeParse(nested, { reportInput: true })
  if (error) {
    const { path, message } = error.issues[0]!
    throw refusedInside(parameter, found.preset, path.join('.'), message)
  }
  try {
    return found.valueAt(data as Json, context)
  } catch (refusal) {
    if (!(refusal instanceof PresetRefusal)) throw refusal
    throw refusedInside(parameter, found.preset, refusal.parameter, refusal.message)
  }
}

function refusedInside(parameter: string, { name }: Preset, at: string, message: string) {
  return new PresetRefusal(parameter, `${name} is refused at ${at || 'its root'}: ${message}`)
}
