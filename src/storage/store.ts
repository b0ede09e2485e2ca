import type { Generation } from '../core/optimizer/generation.ts'
import type { Input } from '../core/trajectory/input.ts'
import type { MetricDecision } from '../core/metrics/decisions.ts'
import type { Optimizer } from '../core/optimizer/optimizer.ts'
import type { History } from '../core/history/snapshot.ts'
import type { FullRecord } from '../core/history/full_record.ts'

/** An optimizer as it was read, with what the store needs to know that it has not moved since. */
export interface Stored {
  readonly optimizer: Optimizer
  readonly version: Version
  /** Set where it goes further than what is stored: the next commit then writes all of it. */
  readonly hasUnsavedSeals?: boolean
}

/**
 * One state of one registration: 8 random bytes made at registration, then 8 made at each commit,
 * each as two 32-bit integers. None is ever repeated, whatever a failover takes back: two commits
 * made from the same state by two processes have two versions.
 */
export interface Version extends Random64 {
  /** What tells one registration of an id from another. */
  readonly registration: Random64
}

/** Integers and not bytes: a buffer for each step of each optimizer costs more than the step. */
interface Random64 {
  readonly high: number
  readonly low: number
}

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

/** How far an optimizer has come. Nothing but its counters and its moving values is another. */
export interface SealWrite {
  readonly before: Stored
  readonly after: Optimizer
}

/**
 * What became of one of many: as it is stored now; undefined where it had moved on since it was
 * read; or why that is not known.
 */
export type SealOutcome = Stored | undefined | Error

/** What one decision writes: all of it, or nothing. */
export interface Commit {
  readonly before: Stored
  /** Where its generation is another than before, that one is listed with the others. */
  readonly after: Optimizer
  /** The inputs accepted between `before` and `after`, in order. */
  readonly inputs: readonly Input[]
  readonly receipt?: Receipt | undefined
  /** What is kept of the past from now on, where that changes. */
  readonly history?: History | undefined
  /** Inputs that are compacted away: those up to the floor of the new history. */
  readonly deletedInputs?: readonly Input[] | undefined
}

/** A run of inputs, by revision. */
export interface RevisionRange {
  /** The revision before the first one. */
  readonly after: number
  /** The last one, included. */
  readonly through: number
}

/** Which decisions are meant. */
export interface DecisionQuery {
  readonly metric: string
  /** The step that it was reported for. */
  readonly step: number
  readonly generations: readonly number[]
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
export interface SummaryPage {
  readonly summaries: readonly Summary[]
  readonly next: string | undefined
}

export interface PageQuery {
  /** The id after which the page begins; left out, the first page. */
  readonly after?: string | undefined
  readonly limit: number
  /** Labels that each optimizer must have. */
  readonly labels: Readonly<Record<string, string>>
}

/**
 * Where optimizers are kept. It never computes a value and never decides: it compares, and writes
 * all or nothing. Every call refuses with `store_unavailable` when the store cannot be reached; it
 * never answers "not found" instead, and never repeats a write by itself. What is read of the past
 * of an optimizer is undefined where the registration that was read is no longer there. Inputs,
 * changes and generations are those that there were when it was read, later ones left out.
 */
export interface Store {
  /** Whether other processes may write to it. */
  readonly isShared: boolean
  /**
   * How many moves are best sealed by one call: it works on so many while others are still made, and
   * is not kept from all else by more. Infinite where each call costs more than what it seals.
   */
  readonly preferredBatchSize: number
  /** Stores a new optimizer, unless there is one by that id: then it answers undefined. */
  create(optimizer: Optimizer): Promise<Stored | undefined>
  /**
   * Stores all of an optimizer in the place of what is there by its id, receipts included, or where
   * there is nothing; unless that has moved on since it was read: then it answers undefined.
   */
  restore(record: FullRecord, replaced: Stored | undefined): Promise<Stored | undefined>
  /** Answers `cached` itself where it is still current: then nothing need be decoded. */
  find(id: string, cached?: Stored): Promise<Stored | undefined>
  /** Writes, unless the optimizer has moved on since `before` was read: then undefined. */
  commit(commit: Commit): Promise<Stored | undefined>
  /**
   * Writes how far many have come, each by itself unless it has moved on: for one turn's work one
   * way to the store. No two of them may be one optimizer.
   */
  seal(writes: readonly SealWrite[]): Promise<readonly SealOutcome[]>
  /** Inputs in order. Those that are compacted away, or are not there yet, are left out. */
  inputs(stored: Stored, revisions: RevisionRange): Promise<readonly Input[] | undefined>
  /** Every input that is kept and is no decision on a metric, in order. */
  changes(stored: Stored): Promise<readonly Input[] | undefined>
  /** The decisions on a metric for a step that were made in some generations, in the order of revisions. */
  decisions(stored: Stored, query: DecisionQuery): Promise<readonly MetricDecision[] | undefined>
  /** Every generation, from the first. */
  generations(stored: Stored): Promise<readonly Generation[] | undefined>
  history(stored: Stored): Promise<History | undefined>
  /** What a key did, null if it is not among the latest {@link RECEIPTS_KEPT}. */
  receipt(stored: Stored, key: string): Promise<Receipt | null | undefined>
  /** Removes an optimizer and all that belongs to it; tells whether there was one. */
  remove(id: string): Promise<boolean>
  /** Optimizers in the order of their ids, and the id after which there are more, if there are. */
  list(query: PageQuery): Promise<SummaryPage>
  /** Resolves when the store answers and may be written to. */
  check(): Promise<void>
  close(): Promise<void>
}
