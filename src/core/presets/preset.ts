import { z } from 'zod'
import type { OptimizerSettings } from '../schedules/schedule.ts'

/** A scheduler from a preset: JSON that a client could have sent instead. */
export interface SchedulerJson {
  readonly type: string
  readonly [argument: string]: unknown
}

/** Thrown if a parameter contradicts the others, or the optimizer's settings. */
export class PresetRefusal extends Error {
  readonly parameter: string

  constructor(parameter: string, message: string) {
    super(message)
    this.parameter = parameter
  }
}

/** A schedule of another library, with its name and its parameters in that library. */
export interface Preset {
  readonly name: string
  readonly summary: string
  /** Its parameters under the library's own names, with the library's own defaults. */
  readonly parameters: z.ZodRawShape
  /** The names of the parameters that are steps, or lists of steps. */
  readonly steps: readonly string[]
  readonly example: Readonly<Record<string, unknown>>
  /** The schema of `preset` and its parameters; others are refused. */
  readonly schema: z.ZodType
  /**
   * The scheduler of the preset, from parameters that the schema has parsed.
   * @throws {PresetRefusal} if a parameter contradicts the others, or is missing.
   */
  readonly expand: (
    given: Readonly<Record<string, unknown>>,
    settings: OptimizerSettings,
  ) => SchedulerJson
}

/** Declares a preset. The schema of its JSON follows from its parameters. */
export function preset<const Shape extends z.ZodRawShape>(declared: {
  readonly name: string
  readonly summary: string
  readonly parameters: Shape
  readonly example: Readonly<Record<string, unknown>>
  readonly expand: (
    given: z.output<z.ZodObject<Shape>>,
    settings: OptimizerSettings,
  ) => SchedulerJson
}): Preset {
  const { name, summary, parameters, example, expand } = declared
  return {
    ...declared,
    steps: Object.keys(parameters).filter((parameter) => countsSteps(parameters[parameter]!)),
    example: { preset: name, ...example },
    schema: z
      .strictObject({ preset: z.literal(name), ...parameters })
      .meta({ description: summary }),
    expand: (given, settings) => {
      const own = Object.entries(given).filter(([parameter]) =>
        Object.hasOwn(parameters, parameter),
      )
      // The schema has checked each parameter before this call.
      return expand(Object.fromEntries(own) as z.output<z.ZodObject<Shape>>, settings)
    },
  }
}

/** Whether a parameter is a number of steps, or a list of them, with or without a default. */
function countsSteps(schema: z.core.$ZodType): boolean {
  if (z.globalRegistry.get(schema)?.['unit'] === 'steps') return true
  if (schema instanceof z.ZodArray) return countsSteps(schema.element)
  if (!(schema instanceof z.ZodDefault) && !(schema instanceof z.ZodOptional)) return false
  return countsSteps(schema.unwrap())
}
