import type { LoadRun } from './load_run.ts'
import type { LoadGenerator } from './load_generator.ts'
import type { ServerProcess } from './processes.ts'

/** The processes that all benchmarks share. A benchmark that needs others starts them itself. */
export interface Servers {
  readonly redis: ServerProcess
  readonly service: ServerProcess
  readonly ceiling: ServerProcess
  readonly loadGenerator: LoadGenerator
}

/** A service with its store, and the load generator. */
export type LoadTarget = Omit<Servers, 'ceiling'>

/** A measured value and its goal: one line of the last table of the bench. */
export interface GoalResult {
  readonly work: string
  readonly measured: number
  readonly unit: string
  readonly goal: string
  readonly met: boolean
}

export interface BenchmarkResult {
  readonly goalResults: readonly GoalResult[]
  readonly details: object
  /** The details as a printed table. */
  readonly text: string
}

/** One kind of work, and how to measure it. */
export interface Benchmark {
  /** The load on the service alone, to profile it or to compare checkouts. Not every benchmark has one. */
  readonly serviceLoad?: (target: LoadTarget) => Promise<LoadRun>
  readonly measure: (servers: Servers) => Promise<BenchmarkResult>
}

export const atLeast = (work: string, measured: number, goal: number, unit = ''): GoalResult => ({
  work,
  measured,
  unit,
  goal: `>= ${goal.toLocaleString('en')}`,
  met: measured >= goal,
})

export const atMost = (work: string, measured: number, goal: number, unit = ''): GoalResult => ({
  work,
  measured,
  unit,
  goal: `<= ${goal.toLocaleString('en')}`,
  met: measured <= goal,
})
