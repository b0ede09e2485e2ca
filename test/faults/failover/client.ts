import {
  createGeneration,
  createObservations,
  type Observations,
} from '../invariants/observations.ts'
import type { Incarnation, Job } from './job.ts'
import type { SeenMode } from './seen_modes.ts'

/** A rank or an editor of a job, and what it was given itself since it entered its incarnation. */
export interface Client {
  readonly name: string
  readonly mode: SeenMode
  incarnation: Incarnation
  observed: Observations
  /** The text of its last answer. */
  seen: string | undefined
  /** The reasons of its edits that were acknowledged. */
  acknowledged: string[]
  /** When it was refused last, by `performance.now()`. */
  refusedAt: number
}

export function createClient(
  job: string,
  name: string,
  mode: SeenMode,
  first: Incarnation,
): Client {
  const client = { name: `${name} of ${job}`, mode, refusedAt: -Infinity }
  return { ...client, ...entered(job, first) }
}

/** A client that enters an incarnation begins from what that is opened with. */
export function enter({ name }: Job, client: Client, incarnation: Incarnation): void {
  Object.assign(client, entered(name, incarnation))
}

const entered = (job: string, incarnation: Incarnation) => ({
  incarnation,
  observed: observedFrom(job, incarnation),
  seen: undefined,
  acknowledged: [],
})

/** Observations of one incarnation only: what came before it may have been lost. */
function observedFrom(
  job: string,
  { generation, key = '', resumeStep }: Incarnation,
): Observations {
  const opened = createGeneration({ key, parent: 0, resume_step: resumeStep })
  return {
    ...createObservations(job),
    current: generation,
    generations: new Map([[generation, opened]]),
  }
}

/** What a client sends of what it and the other clients of its job have seen. */
export function seenFields({ clients }: Job, { mode, seen, incarnation }: Client): object {
  if (mode === 'silent') return {}
  const own = seen === undefined ? {} : { seen }
  if (mode === 'echoes') return own
  const others = clients.filter((other) => other.incarnation === incarnation && isEchoing(other))
  const texts = new Set(others.flatMap((other) => other.seen ?? []))
  return { ...own, others_seen: [...texts].filter((text) => text !== seen) }
}

export const isEchoing = ({ mode }: Client): boolean => mode !== 'silent'
