import { randomUUID } from 'node:crypto'
import { differences } from '../../core/definition/differences.ts'
import { newOptimizer as begin, type Optimizer } from '../../core/optimizer/optimizer.ts'
import { isSameLabels, type Labels } from '../../core/optimizer/labels.ts'
import { restartDifferences } from '../../core/optimizer/restart.ts'
import { allUpcoming } from '../../core/optimizer/upcoming.ts'
import { addedGroups } from './added_groups.ts'
import { setLabels } from './patch.ts'
import { undefinedIfCompacted, undefinedIfNotFound } from '../../core/not_found.ts'
import { refuse, type Difference } from '../../core/problem.ts'
import type { ShownOptimizer } from '../../core/optimizer/shown.ts'
import type { State } from '../../core/trajectory/state.ts'
import {
  define,
  type Definition,
  type RegistrationBody,
} from '../../core/definition/registration.ts'
import type { Stored } from '../../storage/store.ts'
import type { Context } from '../context.ts'
import { retry } from '../retry.ts'
import { isSameRegistration } from '../cache/identity.ts'
import { readMark, cacheWrite, cached } from '../cache/entries.ts'
import { digest } from '../commit/idempotency.ts'
import { shownOptimizer } from '../replay/shown.ts'
import { valuesAt } from '../replay/values_at.ts'

/** An optimizer, and whether this call created it. */
export interface Registered extends ShownOptimizer {
  readonly created: boolean
  /** At step 0. Undefined where the inputs up to it are not kept any more. */
  readonly initial: State | undefined
}

/**
 * Registers an optimizer. Every rank may do so: a later call with an equal definition finds it, and
 * sets its labels if it has any.
 * @param sent the text of the request.
 * @throws {Refusal} `invalid_request`, `optimizer_exists`, `value_not_finite`, `too_many_writers`.
 */
export async function register(
  context: Context,
  id: string,
  body: RegistrationBody,
  sent?: string,
): Promise<Registered> {
  const { differing, ...found } = await createOrFind(context, id, body, sent)
  const { stored, created } = found
  if (differing.length > 0) {
    const groups = allUpcoming(stored.optimizer).groups.map(({ name }) => name)
    return refuse({ code: 'optimizer_exists', optimizer: id, differences: differing, groups })
  }
  const { labels } = body
  if (created || !labels || isSameLabels(stored.optimizer.definition.labels, labels)) {
    return registered(context, found)
  }
  return registered(context, { stored: await setLabels(context, id, labels), created })
}

/**
 * Registers an optimizer under an unused id. With an idempotency key the id is derived from the key,
 * so that a repeat finds what the first call created.
 * @throws {Refusal} `invalid_request`, `idempotency_key_reused`, `value_not_finite`,
 *   `too_many_writers`.
 */
export async function registerUnnamed(
  context: Context,
  body: RegistrationBody,
  { key, sent }: { readonly key?: string | undefined; readonly sent?: string } = {},
): Promise<Registered> {
  const id = key === undefined ? randomUUID() : `key-${digest(key)}`
  const { differing, ...found } = await createOrFind(context, id, body, sent)
  // The caller did not choose the id, so the refusal names the key.
  if (differing.length > 0 || (await hasOtherLabels(context, found, body)))
    return refuse({ code: 'idempotency_key_reused' })
  return registered(context, found)
}

/** Whether a repeat has other labels than the first request. A key belongs to one request only. */
async function hasOtherLabels(
  { store }: Context,
  { stored, created }: Pick<FoundOrCreated, 'stored' | 'created'>,
  { labels = {} }: RegistrationBody,
): Promise<boolean> {
  if (created) return false
  const text = await store.registration(stored)
  const first = text === undefined ? undefined : (JSON.parse(text) as { labels?: Labels })
  return !isSameLabels(first ? (first.labels ?? {}) : stored.optimizer.definition.labels, labels)
}

async function registered(
  context: Context,
  { stored, created }: Pick<FoundOrCreated, 'stored' | 'created'>,
): Promise<Registered> {
  const initial = await undefinedIfCompacted(valuesAt(context, stored, 0))
  return { ...(await shownOptimizer(context, stored)), initial: initial?.state, created }
}

/** How often an optimizer may exist at the create and be removed before the read that follows. */
const ATTEMPTS = 200

/** What is registered, and in what it differs from the given definition. */
interface FoundOrCreated {
  readonly stored: Stored
  readonly created: boolean
  readonly differing: readonly Difference[]
}

async function createOrFind(
  context: Context,
  id: string,
  body: RegistrationBody,
  sent: string | undefined,
): Promise<FoundOrCreated> {
  const request = digestOf({ ...body, labels: {} })
  const definition = { ...define(body), request }
  const optimizer = begin(id, definition, context.now().toISOString())
  return retry(id, ATTEMPTS, async () => {
    const stored = await create(context, optimizer, sent)
    if (stored) return { stored, created: true, differing: [] }
    const known = cached(context.processState, id)?.stored
    const found = await context.store.find(id, known)
    // Otherwise ranks of the new registration would get cached steps of the previous one.
    if (found && known && !isSameRegistration(found, known)) context.processState.entries.delete(id)
    // Neither created nor found: it was removed in between, so the id is unused again.
    // Older data has the digest of a request with its labels.
    const requests = [request, digestOf(body)]
    return found && undefinedIfNotFound(compare(context, found, definition, requests))
  })
}

async function create(
  { store, processState }: Context,
  optimizer: Optimizer,
  sent: string | undefined,
): Promise<Stored | undefined> {
  const mark = readMark(processState)
  const stored = await store.create(optimizer, sent)
  if (stored) cacheWrite(processState, optimizer.id, stored, mark)
  return stored
}

const digestOf = (body: object): string => digest(JSON.stringify(body))

/**
 * A registration that is sent again, with what was added since or without.
 * @param requests the digests by which the same request is known.
 */
async function compare(
  context: Context,
  stored: Stored,
  definition: Definition,
  requests: readonly string[],
): Promise<FoundOrCreated> {
  const { definition: present } = stored.optimizer
  const isRepeat = present.request !== undefined && requests.includes(present.request)
  if (isRepeat || differences(present, definition).length === 0) {
    return { stored, created: false, differing: [] }
  }
  const added = await addedGroups(context, stored)
  const differing = restartDifferences(stored.optimizer, definition, added)
  return { stored, created: false, differing }
}
