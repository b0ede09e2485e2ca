/** For how many replicas commits wait: a number, or all that could become the primary. */
export type ReplicaSetting = number | 'all'

/** The replicas that must have a write before it is acknowledged. */
export interface WaitedReplicas {
  /** How many. Undefined while that is not known yet: then nothing is acknowledged. */
  readonly count: () => number | undefined
  /** What they are, for people. */
  readonly names: () => string
  readonly stop: () => void
}
