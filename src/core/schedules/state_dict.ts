import type { OwnCount } from './rule.ts'

/** The result of torch's `state_dict()`, as JSON can represent it. */
export type StateDict = Readonly<Record<string, unknown>>

/** The attributes of every subclass that calls torch's LRScheduler.__init__, for one group. */
export interface InheritedAttributes {
  readonly base_lrs: readonly number[]
  readonly last_epoch: number
  readonly _step_count: number
  readonly _is_initial: boolean
  readonly _get_lr_called_within_step: boolean
  readonly _last_lr: readonly number[]
}

/** The state of a scheduler for one group: the parts of its state dict besides its arguments. */
export interface StateDictSource {
  readonly inherited: InheritedAttributes
  /** Begins with the memory of its rule. */
  readonly memory: Float64Array
  /** The epoch of its initial step. */
  readonly began: number
  /** The epoch from which it computes: of one with an own count in a sequence, this count. */
  readonly clock: number
  /** Where its clock began, if that was not epoch 0. */
  readonly origin: readonly number[] | undefined
  /** Whether momentum is the first of the group's betas. */
  readonly usesBeta1: boolean
  /** The arguments with values by group. */
  readonly byGroup: ReadonlySet<string>
  /** The dicts of the nested schedulers, each at its own epoch (-1 before it is active), and `began`. */
  readonly children: readonly NestedStateDict[]
}

/** The dict of a nested scheduler at an epoch, and what it counts. */
export interface NestedStateDict {
  readonly ownCount: OwnCount | undefined
  /** @param clock the epoch from which it computes; default: its epoch. */
  readonly at: (epoch: number, began: number, clock?: number) => StateDict
}

/** The attributes with one item for each group. */
const LISTS: ReadonlySet<string> = new Set([
  'base_lrs',
  '_last_lr',
  'lr_lambdas',
  'max_lrs',
  'min_lrs',
  'base_momentums',
  'max_momentums',
])

const nestedIn = ({ _schedulers }: StateDict) => _schedulers as readonly StateDict[] | undefined

/** A dict without the items of single groups. */
export function sharedPart(dict: StateDict): StateDict {
  const shared = Object.entries(dict).filter(([key]) => !LISTS.has(key))
  const nested = nestedIn(dict)?.map(sharedPart)
  return { ...Object.fromEntries(shared), ...(nested && { _schedulers: nested }) }
}

/** The dict of a scheduler on several groups, from the dicts on each of them alone. */
export function mergedStateDict(dicts: readonly StateDict[]): StateDict {
  const [first] = dicts as readonly [StateDict, ...StateDict[]]
  const entries = Object.entries(first).map(([key, value]) => {
    return [key, LISTS.has(key) ? dicts.flatMap((each) => each[key] as unknown[]) : value] as const
  })
  const nested = nestedIn(first)?.map((_, index) =>
    mergedStateDict(dicts.map((each) => nestedIn(each)![index]!)),
  )
  return { ...Object.fromEntries(entries), ...(nested && { _schedulers: nested }) }
}

/**
 * The first scheduler of a sequence, which calls torch's `_initial_step()` on it. On a chain or a
 * sequence that writes two attributes which these have not otherwise. The step that torch takes once
 * too often is not counted in the schedulers of a chain: SWALR computes from the count.
 */
export const withInitialStep = (dict: StateDict): StateDict =>
  nestedIn(dict) ? { ...dict, _is_initial: false, _step_count: 0 } : dict
