import type { Bear } from './load_run.ts'
import type { Loader } from './load_generator.ts'
import type { Running } from './processes.ts'

/** What all rows of the bench share. A row that needs others starts them itself. */
export interface Servers {
  readonly redis: Running
  readonly service: Running
  readonly ceiling: Running
  readonly loader: Loader
}

/** A service with its store, and the process that makes the load: what a load needs. */
export type Subject = Omit<Servers, 'ceiling'>

/** One line of the table that the bench ends with. */
export interface Verdict {
  readonly work: string
  readonly measured: number
  readonly unit: string
  readonly goal: string
  readonly met: boolean
}

export interface Measured {
  readonly verdicts: readonly Verdict[]
  readonly details: object
  /** The details as people read them. */
  readonly text: string
}

/** A kind of work, and how it is measured. */
export interface Row {
  /** The load on the service alone, to profile it or to compare checkouts; not all work has one. */
  readonly ours?: (subject: Subject) => Promise<Bear>
  readonly measure: (servers: Servers) => Promise<Measured>
}

export const atLeast = (work: string, measured: number, goal: number, unit = ''): Verdict => ({
  work,
  measured,
  unit,
  goal: `>= ${goal.toLocaleString('en')}`,
  met: measured >= goal,
})

export const atMost = (work: string, measured: number, goal: number, unit = ''): Verdict => ({
  work,
  measured,
  unit,
  goal: `<= ${goal.toLocaleString('en')}`,
  met: measured <= goal,
})
