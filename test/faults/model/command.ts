/** One command of a client, sent to one of the two serving instances. */
export type Command =
  /** A rank advances by a number of steps from its last one; 0 requests that one again. */
  | {
      do: 'advance'
      at: InstanceIndex
      rank: number
      by: number
      ahead: number
      how: AdvanceForm
      wait: number
    }
  /** A client requests the next step without naming it. */
  | { do: 'advanceByOne'; at: InstanceIndex; isKeyed: boolean }
  /** A client edits groups, at the next unsealed step or at an offset from sealed_through. */
  | {
      do: 'edit'
      at: InstanceIndex
      isKeyed: boolean
      /** The name of a group, or undefined for all of them. */
      group: string | undefined
      change: EditKind
      offset: number | null
      /** How many steps factors and held values last; none if not positive. */
      until: number | undefined
    }
  /** A client cancels one of the accepted edits. */
  | { do: 'cancelEdit'; at: InstanceIndex; isKeyed: boolean; which: number }
  /** A client adds a group, which meets the schedulers as stated. */
  | {
      do: 'addGroup'
      at: InstanceIndex
      isKeyed: boolean
      group: string
      schedulers: 'join' | 'restart' | 'none' | undefined
      hasInitial: boolean
      hasArguments: boolean
      offset: number | null
    }
  /** A client removes a group, which may not be there. */
  | { do: 'removeGroup'; at: InstanceIndex; isKeyed: boolean; group: string; offset: number | null }
  /** A client attaches a scheduler, from its start or in its middle. */
  | {
      do: 'attach'
      at: InstanceIndex
      isKeyed: boolean
      which: number
      lastEpoch: number | undefined
      offset: number | null
    }
  /** A client gives a scheduler other arguments: a registered one, or one that was attached. */
  | { do: 'patch'; at: InstanceIndex; isKeyed: boolean; which: number; offset: number | null }
  /** A client detaches a scheduler. */
  | { do: 'detach'; at: InstanceIndex; isKeyed: boolean; which: number; offset: number | null }
  /** The leader reports a metric for all ranks, at an offset from its last step. */
  | { do: 'reportForAll'; at: InstanceIndex; by: number; loss: number }
  /** A rank reports its own metric, at an offset from its last step. */
  | { do: 'reportAsRank'; at: InstanceIndex; rank: number; by: number; loss: number }
  /** A rank joins the newest incarnation, or opens the next one if it is in that already. */
  | {
      do: 'restart'
      at: InstanceIndex
      rank: number
      back: number
      edits: 'keep' | 'drop'
      up: number
      form: OpeningForm
      ahead: number | undefined
      isBatch: boolean
    }
  /** A rank with another checkpoint than the others joins the newest incarnation. */
  | { do: 'joinWithWrongStep'; at: InstanceIndex }
  /** A client reads the progress of the optimizer. */
  | { do: 'readProgress'; at: InstanceIndex }
  /** A client reads the values at a step, sealed or not. */
  | { do: 'readStep'; at: InstanceIndex; step: number }
  /** An instance is replaced by one with an empty cache. */
  | { do: 'crash'; at: InstanceIndex }
  /** A client reads a checkpoint, without concurrent commands. */
  | { do: 'save'; at: InstanceIndex }
  /** A client restores the last checkpoint, without concurrent commands. */
  | { do: 'restore'; at: InstanceIndex }

/** The first or the second serving instance. */
export type InstanceIndex = 0 | 1
/** A plain advance, one in `POST /v1/steps`, or one with `seen`. */
export type AdvanceForm = 'plain' | 'batch' | 'seen'
/** By the resume step, or by a step of a generation: the position of a checkpoint. */
export type OpeningForm = 'resume_step' | 'from'
export type EditKind =
  'set' | 'scale' | 'rebase' | 'momentum' | 'multiply' | 'hold' | 'release' | 'setAndMultiply'
export type CommandOf<D extends Command['do']> = Extract<Command, { do: D }>
