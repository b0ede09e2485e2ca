import {
  memorySize,
  type GroupExtras,
  type StepContext,
  type RuleTree,
  type ParamSlot,
} from '../schedules/rule.ts'

/** What is kept of a seat from one input to the next, seats inside it included. */
export interface Seated {
  readonly base: number
  readonly memory?: readonly number[]
  readonly children?: readonly Seated[]
}

/** The columns of one group that seats need to know, and its marks. */
export interface Surface {
  readonly marks: GroupExtras
  readonly columnOf: (path: string) => number
}

/** What a seat is given: what its scheduler drives and when, its memory, and what was kept of it. */
interface Place {
  readonly param: string
  readonly every: number
  readonly memory: number
  readonly seated?: Seated | undefined
}

/** Gives a rule its seat: its memory, and then that of each rule inside it, begins at `memory`. */
export function seatOf(
  rule: RuleTree,
  { marks: groupExtras, columnOf }: Surface,
  { param, every, memory, seated }: Place,
): ParamSlot {
  let next = memory + (rule.memory?.length ?? 0)
  const children = rule.children.map((child, index) => {
    const at = { param, every, memory: next, seated: seated?.children?.[index] }
    next += memorySize(child)
    return seatOf(child, { marks: groupExtras, columnOf }, at)
  })
  const beta = columnOf('betas.0')
  return {
    param,
    column: columnOf(param),
    base: seated?.base ?? NaN,
    groupExtras,
    memory,
    momentum: beta >= 0 ? beta : columnOf('momentum'),
    every,
    lr: columnOf('lr'),
    children,
  }
}

/** Writes what was remembered into its place, in the order of the seats. */
export function remember(rule: RuleTree, seated: Seated, memory: Float64Array): void {
  memory.set(seated.memory ?? rule.memory ?? [])
  let next = rule.memory?.length ?? 0
  rule.children.forEach((child, index) => {
    remember(child, seated.children![index]!, memory.subarray(next))
    next += memorySize(child)
  })
}

/** What is to be kept of a seat, memory included. */
export function keep(rule: RuleTree, seat: ParamSlot, values: Float64Array): Seated {
  const { length } = rule.memory ?? []
  const memory = [...values.subarray(seat.memory, seat.memory + length)]
  const children = rule.children.map((child, index) => keep(child, seat.children[index]!, values))
  return {
    base: seat.base,
    ...(length === 0 ? {} : { memory }),
    ...(children.length === 0 ? {} : { children }),
  }
}

/** The mark that holds the initial value of a hyperparameter: torch's `initial_lr`. */
export const initialMark = (param: string): string => `initial_${param}`

/** A seat whose base is still to be found. */
type Blank = { -readonly [K in keyof ParamSlot]: ParamSlot[K] }

/**
 * Torch's constructor on one group: schedules inside are constructed first, in order; the initial
 * value is marked unless it is already; and the initial step is taken.
 */
export function construct(rule: RuleTree, seat: Blank, now: StepContext): void {
  const { values } = now
  values.set(rule.memory ?? [], seat.memory)
  rule.children.forEach((child, index) => construct(child, seat.children[index]!, now))
  rule.prepare?.(seat, now)
  const mark = initialMark(seat.param)
  if (!rule.ignoresInitialValue) seat.groupExtras[mark] ??= values[seat.column]!
  seat.base = seat.groupExtras[mark] ?? values[seat.column]!
  const first = rule.construct ?? rule.initial
  values[seat.column] = first(values[seat.column]!, seat, now)
  seat.base = rule.base ?? seat.base
}

/** A seat on a new base: what an edit of the initial value does to the rules that start from it. */
export function rebased(rule: RuleTree, seated: Seated, base: number): Seated {
  const children = rule.children.map((child, index) =>
    rebased(child, seated.children![index]!, base),
  )
  return {
    ...seated,
    base: rule.base ?? base,
    ...(children.length === 0 ? {} : { children }),
  }
}
