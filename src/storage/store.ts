import type { Input } from '../core/input.ts'
import type { Optimizer } from '../core/optimizer.ts'

/** An optimizer as it was read, with what the store needs to know that it has not moved since. */
export interface Stored {
  readonly optimizer: Optimizer
  readonly version: Version
}

/**
 * One state of one registration: 8 random bytes made at registration, then the number of commits
 * as a little-endian double. An id that is removed and registered again never repeats one.
 */
export type Version = Buffer

/** What an Idempotency-Key did, so that a repeat does nothing. */
export interface Receipt {
  readonly key: string
  /** A digest of the request: a key stands for one request only. */
  readonly request: string
  /** What came of it: the step that was sealed, or the name of what was added. */
  readonly result: string
}

/** How many receipts an optimizer keeps, the latest ones. */
export const RECEIPTS_KEPT = 128

/** What one decision writes: all of it, or nothing. */
export interface Commit {
  readonly before: Stored
  readonly after: Optimizer
  /** The inputs accepted between `before` and `after`, in order. */
  readonly inputs: readonly Input[]
  readonly receipt?: Receipt | undefined
}

/** One line of the list of optimizers. */
export interface Summary {
  readonly id: string
  readonly createdAt: string
  readonly labels: Readonly<Record<string, string>>
  readonly revision: number
  readonly generation: number
  readonly cursor: number
  readonly sealedThrough: number
}

/** A page of the list. It may have fewer than its limit though more follow. */
export interface Listing {
  readonly summaries: readonly Summary[]
  readonly next: string | undefined
}

export interface Page {
  /** The id after which the page begins; left out, the first page. */
  readonly after?: string | undefined
  readonly limit: number
  /** Labels that each optimizer must have. */
  readonly labels: Readonly<Record<string, string>>
}

/**
 * Where optimizers are kept. It never computes a value and never decides: it compares, and writes
 * all or nothing. Every call refuses with `store_unavailable` when the store cannot be reached; it
 * never answers "not found" instead, and never repeats a write by itself.
 */
export interface Store {
  /** Stores a new optimizer, unless there is one by that id: then it answers undefined. */
  create(optimizer: Optimizer): Promise<Stored | undefined>
  /** Answers `remembered` itself where it is still current: then nothing need be decoded. */
  find(id: string, remembered?: Stored): Promise<Stored | undefined>
  /** Writes, unless the optimizer has moved on since `before` was read: then undefined. */
  commit(commit: Commit): Promise<Stored | undefined>
  /** Every input that was accepted, in order, or undefined if `stored` is no longer there. */
  inputs(stored: Stored): Promise<readonly Input[] | undefined>
  /** The latest receipts, at most {@link RECEIPTS_KEPT}; undefined as for inputs. */
  receipts(stored: Stored): Promise<readonly Receipt[] | undefined>
  /** Removes an optimizer and all that belongs to it; tells whether there was one. */
  remove(id: string): Promise<boolean>
  /** Optimizers in the order of their ids, and the id after which there are more, if there are. */
  list(page: Page): Promise<Listing>
  /** Resolves when the store answers. */
  check(): Promise<void>
  close(): Promise<void>
}
