import { must } from '../oracle/violation.ts'
import { bookOf, type Book } from '../oracle/book.ts'
import { RANKS, type Command } from './commands.ts'
import { advance, count, look, report } from './asking.ts'
import { edit } from './editing.ts'
import type { Stage } from './stage.ts'

/** What is known of a change that somebody sent. */
export interface Sent {
  /** The value that it sets, and nobody else. */
  readonly mark: number
  readonly isKeyed: boolean
  outcome: 'accepted' | 'refused' | 'unknown'
}

/** What a script has come to: everything that anyone was told, and what they go by. */
export interface Play {
  readonly url: string
  readonly book: Book
  /** The last step that each rank holds. */
  readonly held: number[]
  /** The generation that each rank belongs to. */
  readonly generation: number[]
  readonly edits: Sent[]
  /** What each request for the next step was told. */
  readonly counted: number[]
  /** Which instances serve. */
  readonly serving: [number, number]
  marks: number
}

const GROUPS = ['left', 'right']
const PLATEAU = { type: 'ReduceLROnPlateau', monitor: 'loss', factor: 0.5, patience: 0 }
const SCHEDULERS = [
  [{ type: 'StepLR', step_size: 3, gamma: 0.5 }],
  [PLATEAU],
  [{ ...PLATEAU, every: 4 }],
]

/** Registers an optimizer of its own. */
export async function begun({ instances }: Stage, id: string, kind: number): Promise<Play> {
  const url = `/v1/optimizers/${id}`
  const registration = {
    groups: GROUPS.map((name) => ({ name, lr: 0.3, momentum: 0.9 })),
    schedulers: SCHEDULERS[kind],
  }
  const { status } = await instances[0]!.ask('PUT', url, registration)
  must(status === 201, 'plain answers', () => `a registration got ${status}`)
  return {
    url,
    book: bookOf(id),
    held: Array<number>(RANKS).fill(0),
    generation: Array<number>(RANKS).fill(1),
    edits: [],
    counted: [],
    serving: [0, 1],
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
    case 'report':
      return report(stage, play, command)
    case 'look':
      return look(stage, play, command.at)
    case 'crash':
      play.serving[command.at] = (Math.max(...play.serving) + 1) % stage.instances.length
  }
}
