import type { components } from './schema.ts'

type Schemas = components['schemas']

/** A refusal of the service (RFC 9457), discriminated by `code`. */
export type Problem = Schemas['Problem']

/** An input of a trajectory: a registration, an edit, an opened generation, ... */
export type Event = Schemas['Event']

/** The hyperparameters of one group at one step. */
export type GroupValues = Schemas['GroupValues']

export type AwaitedMetric = Schemas['AwaitedMetric']

export type Advance = Schemas['Advance']
export type Advanced = Schemas['Advanced']
export type Blocked = Schemas['Blocked']
export type Window = Schemas['Window']
