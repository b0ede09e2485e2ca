import { assertInvariant } from '../invariants/violation.ts'
import { createObservations, type Observations } from '../invariants/observations.ts'
import type { SentCancel } from '../invariants/stored_events.ts'
import type { SentChange } from '../invariants/sent_changes.ts'
import type { Command } from './command.ts'
import { advance, advanceByOne, readProgress, readStep, report } from './advance_commands.ts'
import { cancel } from './cancel_command.ts'
import { edit } from './edit_commands.ts'
import { addGroup, removeGroup } from './group_commands.ts'
import { GROUPS, KINDS, type Kind } from './kinds.ts'
import { RANKS } from './ranks.ts'
import { attach, detach, patch } from './scheduler_commands.ts'
import { joinWithWrongStep, restart } from './generation_commands.ts'
import { restore, save, type Saved } from './checkpoint_commands.ts'
import type { SystemUnderTest } from './system_under_test.ts'
import { reportAsRank } from './quorum_commands.ts'

/** An incarnation, as its ranks open it. */
export interface Incarnation {
  readonly key: string
  readonly resume_step: number
  /** The generation that it resumes from. */
  readonly parent: number
  /** Whether that is the current one: then a rank need not name it. */
  readonly isChildOfCurrent: boolean
  /** The step of a generation by which a rank can name the same: the position of its checkpoint. */
  readonly from: { readonly generation: number; readonly step: number }
  readonly edits: 'keep' | 'drop'
  /** Set once a rank has received it. */
  generation?: number
  /** How many ranks received 201. */
  created: number
  /** After a restored checkpoint the ranks do not know its world_size. */
  readonly isRestored?: boolean
}

/** The state of a scenario: everything that was returned, and the state of the ranks. */
export interface Model {
  readonly url: string
  readonly registration: object
  readonly kind: Kind
  readonly observed: Observations
  /** The last step whose values each rank has. */
  readonly lastSteps: number[]
  /** The generation that each rank belongs to. */
  readonly generations: number[]
  readonly changes: SentChange[]
  readonly cancels: SentCancel[]
  /** The step and generation of each response to a request for the next step. */
  readonly countedSteps: string[]
  /** The indexes of the instances that serve. */
  readonly serving: [number, number]
  /** The newest incarnation, and the number of incarnations. */
  incarnation: Incarnation
  incarnationCount: number
  saved?: Saved
  /** The last generation that a restored checkpoint opened. */
  restoredGeneration: number
  lastNumber: number
}

/** Registers a new optimizer. */
export async function createModel(
  { instances }: SystemUnderTest,
  id: string,
  kind: number,
): Promise<Model> {
  const url = `/v1/optimizers/${id}`
  const values = { lr: 0.3, momentum: 0.9, betas: [0.9, 0.999] }
  const groups = GROUPS.map((name) => ({ name, ...values, amsgrad: false, foreach: null }))
  const { schedulers } = KINDS[kind]!
  const registration = { groups, schedulers }
  const { status } = await instances[0]!.send('PUT', url, registration)
  assertInvariant(status === 201, 'expected response', () => `a registration got ${status}`)
  return {
    url,
    registration,
    kind: KINDS[kind]!,
    observed: createObservations(id),
    lastSteps: Array<number>(RANKS).fill(0),
    generations: Array<number>(RANKS).fill(1),
    changes: [],
    cancels: [],
    countedSteps: [],
    serving: [0, 1],
    incarnation: firstIncarnation(),
    incarnationCount: 1,
    restoredGeneration: 1,
    lastNumber: 0,
  }
}

/** The one that the registration opens. */
const firstIncarnation = (): Incarnation => ({
  key: '',
  resume_step: 0,
  parent: 0,
  isChildOfCurrent: false,
  from: { generation: 1, step: 0 },
  edits: 'keep',
  generation: 1,
  created: 0,
})

/** Runs a command, with retries until its outcome is known. */
export async function runCommand(
  system: SystemUnderTest,
  model: Model,
  command: Command,
): Promise<void> {
  switch (command.do) {
    case 'advance':
      return advance(system, model, command)
    case 'advanceByOne':
      return advanceByOne(system, model, command)
    case 'edit':
      return edit(system, model, command)
    case 'addGroup':
      return addGroup(system, model, command)
    case 'removeGroup':
      return removeGroup(system, model, command)
    case 'attach':
      return attach(system, model, command)
    case 'patch':
      return patch(system, model, command)
    case 'detach':
      return detach(system, model, command)
    case 'cancelEdit':
      return cancel(system, model, command)
    case 'reportForAll':
      return report(system, model, command)
    case 'reportAsRank':
      return reportAsRank(system, model, command)
    case 'restart':
      return restart(system, model, command)
    case 'joinWithWrongStep':
      return joinWithWrongStep(system, model, command)
    case 'readProgress':
      return readProgress(system, model, command.at)
    case 'readStep':
      return readStep(system, model, command)
    case 'save':
      return save(system, model, command.at)
    case 'restore':
      return restore(system, model, command.at)
    case 'crash':
      model.serving[command.at] = (Math.max(...model.serving) + 1) % system.instances.length
  }
}
