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
  /** Where its clock began, if that was not epoch 0. */
  readonly origin: readonly number[] | undefined
  /** Whether momentum is the first of the group's betas. */
  readonly usesBeta1: boolean
  /** The dicts of the nested schedulers, each at its own epoch: -1 before it is active. */
  readonly children: readonly ((epoch: number) => StateDict)[]
}
