import { z } from 'zod'
import type { Values } from '../hyperparameters.ts'
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

/** A group as a preset sees it. */
export interface PresetGroup {
  readonly name: string
  /** The initial value of the hyperparameter that the scheduler drives: torch's `initial_lr`. */
  readonly base: number
  /** Whether it is the optimizer's first group. */
  readonly isFirst: boolean
  /** All its values, by path: `lr`, `betas.0`, `lr_scale`. */
  readonly values: Values
}

/** The optimizer and the group for which a preset is expanded. */
export interface PresetContext extends OptimizerSettings {
  /** The hyperparameter that the scheduler drives: `lr`, or another one. */
  readonly param: string
  /**
   * The value of that hyperparameter by default: `defaults.lr`, else the one that all groups of the
   * optimizer share, else undefined.
   */
  readonly defaultValue: number | undefined
  /** The scheduler steps once every so many steps: a trainer's epoch. */
  readonly every: number
  /** Whether the scheduler names its groups. */
  readonly namesGroups: boolean
  /** The groups of the registration that have this hyperparameter, as they were registered. */
  readonly groups: readonly PresetGroup[]
  /** The group of this expansion. Expansions that never read it are the same for all groups. */
  readonly group: PresetGroup
}

/** A schedule of another library, with its name and its parameters in that library. */
export interface Preset {
  readonly name: string
  readonly summary: string
  /** Its parameters under the library's own names, with the library's own defaults. */
  readonly parameters: z.ZodRawShape
  /** The names of the parameters that are steps, or lists of steps. */
  readonly steps: readonly string[]
  /** The names of the parameters that the library also takes as a list, in the order of groups. */
  readonly lists: readonly string[]
  readonly example: Readonly<Record<string, unknown>>
  /** The schema of `preset` and its parameters; others are refused. */
  readonly schema: z.ZodType
  /**
   * The scheduler of the preset for one group, from parameters that the schema has parsed.
   * @throws {PresetRefusal} if a parameter contradicts the others, or is missing.
   */
  readonly expand: (
    given: Readonly<Record<string, unknown>>,
    context: PresetContext,
  ) => SchedulerJson
}

/** Declares a preset. The schema of its JSON follows from its parameters. */
export function preset<const Shape extends z.ZodRawShape>(declared: {
  readonly name: string
  readonly summary: string
  readonly parameters: Shape
  readonly lists?: readonly (keyof Shape & string)[]
  readonly example: Readonly<Record<string, unknown>>
  readonly expand: (given: z.output<z.ZodObject<Shape>>, context: PresetContext) => SchedulerJson
}): Preset {
  const { name, summary, parameters, lists = [], example, expand } = declared
  return {
    ...declared,
    lists,
    steps: Object.keys(parameters).filter((parameter) => countsSteps(parameters[parameter]!)),
    example: { preset: name, ...example },
    schema: z
      .strictObject({ preset: z.literal(name), ...parameters })
      .meta({ description: summary }),
    expand: (given, context) => {
      const own = Object.entries(given).filter(([parameter]) =>
        Object.hasOwn(parameters, parameter),
      )
      // The schema has checked each parameter before this call.
      return expand(Object.fromEntries(own) as z.output<z.ZodObject<Shape>>, context)
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
