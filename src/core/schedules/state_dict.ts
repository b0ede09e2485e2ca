/** What torch's `state_dict()` returns, as JSON can have it. */
export type StateDict = Readonly<Record<string, unknown>>

/** The keys of whatever calls the constructor of torch's LRScheduler, for one group. */
export interface InheritedAttributes {
  readonly base_lrs: readonly number[]
  readonly last_epoch: number
  readonly _step_count: number
  readonly _is_initial: boolean
  readonly _get_lr_called_within_step: boolean
  readonly _last_lr: readonly number[]
}

/** How a scheduler stands on one group: what its state dict is made of beside its arguments. */
export interface StateDictSource {
  readonly inherited: InheritedAttributes
  /** Begins with what its rule remembers. */
  readonly memory: Float64Array
  /** Whether momentum is the first of the group's betas. */
  readonly usesBeta1: boolean
  /** The dicts of the schedulers inside, each at an epoch of its own: -1 before its turn. */
  readonly children: readonly ((epoch: number) => StateDict)[]
}
