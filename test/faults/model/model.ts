import { must } from '../invariants/violation.ts'
import { bookOf, type Book } from '../invariants/observations.ts'
import type { Cancel, Sent } from '../invariants/stored_events.ts'
import { RANKS, type Command } from './commands.ts'
import { advance, count, look, readStep, report } from './advance_commands.ts'
import { cancel, edit } from './edit_commands.ts'
import { misjoin, restart } from './generation_commands.ts'
import { restore, save, type Saved } from './checkpoint_commands.ts'
import type { Stage } from './system_under_test.ts'
import { vote } from './quorum_commands.ts'

/** An incarnation, as those who belong to it open it. */
export interface Life {
  readonly key: string
  readonly resume_step: number
  readonly parent?: number | undefined
  readonly edits: 'keep' | 'drop'
  /** Once somebody was told. */
  generation?: number
  /** How many were told that it was theirs to open. */
  created: number
  /** Ranks that go over to a checkpoint do not know how many it had. */
  readonly isRestored?: boolean
}

/** What a script has come to: everything that anyone was told, and what they go by. */
export interface Play {
  readonly url: string
  readonly registration: object
  readonly book: Book
  /** The last step that each rank holds. */
  readonly held: number[]
  /** The generation that each rank belongs to. */
  readonly generation: number[]
  readonly edits: Sent[]
  readonly cancels: Cancel[]
  /** What each request for the next step was told. */
  readonly counted: string[]
  /** Which instances serve. */
  readonly serving: [number, number]
  /** The newest incarnation, and how many there were. */
  life: Life
  lives: number
  saved?: Saved
  /** The last generation that a checkpoint was put back as. */
  restored: number
  marks: number
}

export const GROUPS = ['left', 'right']
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 }
const SCHEDULERS = [
  [{ type: 'StepLR', step_size: 3, gamma: 0.5 }],
  [PLATEAU],
  [{ ...PLATEAU, every: 4 }],
  [
    { type: 'ExponentialLR', gamma: 0.9 },
    { ...PLATEAU, every: 3, reporters: RANKS, aggregate: 'mean' },
  ],
]

/** Registers an optimizer of its own. */
export async function begun({ instances }: Stage, id: string, kind: number): Promise<Play> {
  const url = `/v1/optimizers/${id}`
  const groups = GROUPS.map((name) => ({ name, lr: 0.3, momentum: 0.9 }))
  const registration = { groups, schedulers: SCHEDULERS[kind] }
  const { status } = await instances[0]!.ask('PUT', url, registration)
  must(status === 201, 'plain answers', () => `a registration got ${status}`)
  return {
    url,
    registration,
    book: bookOf(id),
    held: Array<number>(RANKS).fill(0),
    generation: Array<number>(RANKS).fill(1),
    edits: [],
    cancels: [],
    counted: [],
    serving: [0, 1],
    life: { key: '', resume_step: 0, edits: 'keep', generation: 1, created: 0 },
    lives: 1,
    restored: 1,
    marks: 0,
  }
}

/** Does what a command says, again and again until it is known what came of it. */
export async function perform(stage: Stage, play: Play, command: Command): Promise<void> {
  switch (command.do) {
    case 'advance':
      return advance(stage, play, command)
    case 'count':
      return count(stage, play, command)
    case 'edit':
      return edit(stage, play, command)
    case 'cancel':
      return cancel(stage, play, command)
    case 'report':
      return report(stage, play, command)
    case 'vote':
      return vote(stage, play, command)
    case 'restart':
      return restart(stage, play, command)
    case 'misjoin':
      return misjoin(stage, play, command)
    case 'look':
      return look(stage, play, command.at)
    case 'read':
      return readStep(stage, play, command)
    case 'save':
      return save(stage, play, command.at)
    case 'restore':
      return restore(stage, play, command.at)
    case 'crash':
      play.serving[command.at] = (Math.max(...play.serving) + 1) % stage.instances.length
  }
}
