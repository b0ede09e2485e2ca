import type { Generation } from '../core/optimizer/generation.ts'
import type { Input } from '../core/trajectory/input.ts'
import type { MetricDecision } from '../core/metrics/decisions.ts'
import type { Optimizer } from '../core/optimizer/optimizer.ts'
import type { History, Snapshot } from '../core/history/snapshot.ts'
import type { FullRecord } from '../core/history/full_record.ts'

/** An optimizer as it was read, with the version by which the store detects a later write. */
export interface Stored {
  readonly optimizer: Optimizer
  readonly version: Version
  /** Set where it is sealed further than what is stored: the next commit then writes all of it. */
  readonly hasUnsavedSeals?: boolean
}

/**
 * One state of one registration: 8 random bytes made at registration, then 8 made at each commit,
 * each as two 32-bit integers. None is repeated, even after a failover that loses commits: two
 * commits that two processes make from the same state have two versions.
 */
export interface Version extends Random64 {
  /** Distinguishes registrations of one id. */
  readonly registration: Random64
}

/** Integers, not bytes: a buffer for each step of each optimizer costs more than the step. */
interface Random64 {
  readonly high: number
  readonly low: number
}

/** The result of a request with an Idempotency-Key, so that a repeat changes nothing. */
export interface Receipt {
  readonly key: string
  /** A digest of the request: a key belongs to one request only. */
  readonly request: string
  /** The result as a text: the step that was sealed, or the name of the thing that was added. */
  readonly result: string
}

/** How many receipts are kept of an optimizer: the latest ones. */
export const RECEIPTS_KEPT = 128

/** A write that changes only the counters and the moving values of an optimizer. */
export interface SealWrite {
  readonly before: Stored
  readonly after: Optimizer
}

/**
 * The outcome of one of many writes: the optimizer as it is stored now; undefined where another
 * writer was first; or the reason why the outcome is unknown.
 */
export type SealOutcome = Stored | undefined | Error

/** The content of one commit: all of it is written, or nothing. */
export interface Commit {
  readonly before: Stored
  /**
   * If its generation is a new one, that is added to the list of generations. If its definition is
   * another object, that is written too, with its labels in the list.
   */
  readonly after: Optimizer
  /** The inputs accepted between `before` and `after`, in order. */
  readonly inputs: readonly Input[]
  readonly receipt?: Receipt | undefined
  /** The floor and the snapshots from now on, if they change. */
  readonly history?: History | undefined
  /** First snapshots of generations, which are stored apart from the history. */
  readonly firstSnapshots?: readonly Snapshot[] | undefined
  /** The generations whose first snapshots are below the floor of the new history. */
  readonly deletedFirsts?: NumberRange | undefined
  /** Inputs that are compacted away: those up to the floor of the new history. */
  readonly deletedInputs?: readonly Input[] | undefined
}

/** The part of a commit that changes the snapshots and the kept inputs. */
export type HistoryChange = Pick<
  Commit,
  'history' | 'firstSnapshots' | 'deletedInputs' | 'deletedFirsts'
>

/** A range of numbers. */
export interface NumberRange {
  /** The number before the first one. */
  readonly after: number
  /** The last one, included. */
  readonly through: number
}

/** A range of inputs, by revision. */
export type RevisionRange = NumberRange

export const ALL_REVISIONS: RevisionRange = { after: 0, through: Infinity }

/** Selects decisions. */
export interface DecisionQuery {
  readonly metric: string
  /** The step that the metric was reported for. */
  readonly step: number
  readonly generations: readonly number[]
}

/** One item of the list of optimizers. */
export interface Summary {
  readonly id: string
  readonly createdAt: string
  readonly labels: Readonly<Record<string, string>>
  readonly revision: number
  readonly generation: number
  readonly cursor: number
  readonly sealedThrough: number
}

/** A page of the list. It may have fewer items than its limit although more follow. */
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
 * everything or nothing. Every call refuses with `store_unavailable` when the store cannot be
 * reached; it never answers "not found" instead, and never repeats a write by itself. A read that
 * takes a {@link Stored} refuses with `optimizer_not_found` when that registration is gone: removed,
 * or replaced by another one of the same id. Inputs, changes and generations are those that existed
 * when the optimizer was read; later ones are left out.
 */
export interface Store {
  /** Whether other processes may write to it. */
  readonly isShared: boolean
  /**
   * How many writes one call of `seal` should have at most: the store works on them while others
   * are made, and more of them would delay every other command. Infinity where a call costs more
   * than the writes in it.
   */
  readonly preferredBatchSize: number
  /**
   * Stores a new optimizer, and the text of the request that registered it. Undefined where there is
   * one by that id.
   */
  create(optimizer: Optimizer, registration?: string): Promise<Stored | undefined>
  /**
   * Replaces an optimizer with a full record, receipts included, or stores it where there is
   * nothing. Undefined where another writer was first since `replaced` was read.
   */
  restore(record: FullRecord, replaced: Stored | undefined): Promise<Stored | undefined>
  /** Returns `cached` itself where it is still current: then nothing need be decoded. */
  find(id: string, cached?: Stored): Promise<Stored | undefined>
  /** Writes a commit. Undefined where another writer was first since `before` was read. */
  commit(commit: Commit): Promise<Stored | undefined>
  /**
   * Writes the counters and moving values of many optimizers with one round trip, each write by
   * itself. No two of them may be of one optimizer.
   */
  seal(writes: readonly SealWrite[]): Promise<readonly SealOutcome[]>
  /**
   * Inputs in order, in parts of at least one. The store chooses their size: other requests are
   * served between two parts. Compacted inputs, and revisions that do not exist yet, are left out.
   */
  inputs(stored: Stored, revisions: RevisionRange): AsyncIterable<readonly Input[]>
  /** The inputs that are not a decision on a metric, in order, in such parts; default: all of them. */
  changes(stored: Stored, revisions?: RevisionRange): AsyncIterable<readonly Input[]>
  /** The decisions on a metric for a step that some generations made, in the order of revisions. */
  decisions(stored: Stored, query: DecisionQuery): Promise<readonly MetricDecision[]>
  /** Every generation with at least this number; default: from the first. */
  generations(stored: Stored, from?: number): Promise<readonly Generation[]>
  /**
   * The history, with the first snapshots of some generations, and maybe of others too. Those of
   * data of an older version, and of a restored record, are always there.
   */
  history(stored: Stored, firstsOf?: readonly number[]): Promise<History>
  /** The text of the request that registered it; undefined for data of an older version. */
  registration(stored: Stored): Promise<string | undefined>
  /** The receipt of a key, null if it is not among the latest {@link RECEIPTS_KEPT}. */
  receipt(stored: Stored, key: string): Promise<Receipt | null>
  /** Removes an optimizer and everything that belongs to it. Whether there was one. */
  remove(id: string): Promise<boolean>
  /** Optimizers in the order of their ids, and the id after which the next page begins, if any. */
  list(query: PageQuery): Promise<SummaryPage>
  /**
   * Milliseconds since 1970 by the clock of the server that keeps an optimizer: the same for every
   * process, whatever its own clock shows.
   */
  time(id: string): Promise<number>
  /** Resolves when the store responds and accepts writes. */
  check(): Promise<void>
  /**
   * Calls a listener at each later connection to a server, before any command is sent by it: that
   * server may have lost the last writes.
   */
  onReconnect(listener: () => void): void
  close(): Promise<void>
}
