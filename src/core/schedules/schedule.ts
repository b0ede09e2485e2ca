import { z } from 'zod'
import type { OwnCount, RuleTree, Rule } from './rule.ts'
import type { Arguments, ResolvedArguments } from './argument.ts'
import { COMMON, argumentFields } from './fields.ts'
import type { StateDictSource, StateDict } from './state_dict.ts'

/** The optimizer's settings that a rule may read besides its own arguments. */
export interface OptimizerSettings {
  readonly totalSteps?: number | undefined
}

/** The field of the nested schedules: a list, one schedule, or one optional schedule. */
export type NestingField = 'schedulers' | 'scheduler' | 'scheduler?'

/** A family of schedules: its name, its arguments and its mathematics. */
export interface Schedule {
  readonly type: string
  readonly summary: string
  readonly arguments: Arguments
  /** The arguments that only the constructor reads, as in torch: they cannot change later. */
  readonly fixed?: readonly string[]
  /** Set if it computes from a count of its own and not from its epoch, as in torch. */
  readonly ownCount?: OwnCount
  readonly nestingField?: NestingField
  readonly example: Readonly<Record<string, unknown>>
  /** The schema of its JSON, given the schema of its nested schedules. */
  readonly schemaWith: (inner: () => z.ZodType) => z.ZodObject
  /**
   * The rule for one group, from that group's arguments and the rules of the nested schedules.
   * @throws {ArgumentRefusal} if an argument contradicts the others.
   */
  readonly rule: (
    given: Readonly<Record<string, unknown>>,
    settings: OptimizerSettings,
    children: readonly RuleTree[],
  ) => Rule
  /** Torch's `state_dict()` for one group, if torch has this family. */
  readonly stateDict:
    ((given: Readonly<Record<string, unknown>>, source: StateDictSource) => StateDict) | undefined
}

/** Declares a schedule. The schema of its JSON follows from its arguments. */
export function schedule<const T extends string, A extends Arguments>(family: {
  readonly type: T
  readonly summary: string
  readonly arguments: A
  readonly fixed?: readonly (keyof A & string)[]
  readonly ownCount?: OwnCount
  readonly nestingField?: NestingField
  readonly example: Readonly<Record<string, unknown>>
  readonly rule: (
    given: ResolvedArguments<A>,
    settings: OptimizerSettings,
    children: readonly RuleTree[],
  ) => Rule
  readonly stateDict?: (given: ResolvedArguments<A>, source: StateDictSource) => StateDict
}) {
  const { type, summary, nestingField, rule, stateDict } = family
  const fields = argumentFields(family.arguments)
  const schemaWith = (inner: () => z.ZodType) =>
    z
      .strictObject(
        withNestingField(
          { type: z.literal(type), preset: PresetName, ...COMMON, ...fields },
          nestingField,
          inner,
        ),
      )
      .meta({ id: type, description: summary })
  return {
    ...family,
    schemaWith,
    // The schema has checked each argument of each group before any rule is created.
    rule: (given: object, settings: OptimizerSettings, children: readonly RuleTree[]) =>
      rule(given as ResolvedArguments<A>, settings, children),
    stateDict:
      stateDict &&
      ((given: object, source: StateDictSource) =>
        stateDict(given as ResolvedArguments<A>, source)),
  } satisfies Schedule
}

/** In answers only: the schema of requests has it so that a scheduler of an answer can be sent. */
const PresetName = z
  .string()
  .optional()
  .meta({ description: 'In an answer: the preset that it was expanded from.' })

/** The most schedules in one scheduler, at all depths. */
export const MAX_NESTED = 100

/** Adds the field of the nested schedules. A getter, because their schema refers to this one. */
function withNestingField(
  shape: z.ZodRawShape,
  nestingField: NestingField | undefined,
  inner: () => z.ZodType,
) {
  if (nestingField === undefined) return shape
  const field = {
    schedulers: () => z.array(inner()).min(1).max(MAX_NESTED),
    scheduler: inner,
    'scheduler?': () => inner().optional(),
  }[nestingField]
  const name = nestingField === 'schedulers' ? nestingField : 'scheduler'
  return Object.defineProperty(shape, name, { get: field, enumerable: true })
}
