import type { Store } from '../store.ts'
import type { Address } from './client/address.ts'
import { connect, type Connection, type Manner } from './client/connection.ts'
import { indexes, keyOf, keysOf } from './keys.ts'
import { list } from './list.ts'
import type { Place } from './handle.ts'
import { changes, decisions, find, generations, history, inputs, receipt } from './reads.ts'
import { scripts } from './scripts/script.ts'
import { SEALED_AT_ONCE, sealApart, sealTogether } from './seal.ts'
import { commit, create, remove, restore } from './writes.ts'

/** A store in Redis, and whether Redis is set so that it can keep one. */
export interface RedisStore extends Store {
  /** Resolves once Redis has been reached, and its settings read. */
  readonly reached: Promise<void>
  /** Says why Redis must not be used as it is set, if that is so. Until then every call is refused. */
  unfit(): string | undefined
}

/** Optimizers in Redis: a hash each, written by one script at a time. */
export function redisStore(
  address: Address,
  { prefix = 'lockstep', ...manner }: Manner & { readonly prefix?: string },
): RedisStore {
  const connection = connect(address, manner)
  const { sendAside, check, close, reached, unfit } = connection
  const at = placeOf(prefix, connection)
  const seal = address.kind === 'cluster' ? sealApart : sealTogether
  return {
    isShared: true,
    preferredBatchSize: SEALED_AT_ONCE,
    create: (optimizer) => create(at, optimizer),
    restore: (whole, replaced) => restore(at, whole, replaced),
    find: (id, remembered) => find(at, id, remembered),
    commit: (committed) => commit(at, committed),
    seal: (moves) => seal(at, moves),
    inputs: (stored, revisions) => inputs(at, stored, revisions),
    changes: (stored) => changes(at, stored),
    decisions: (stored, wanted) => decisions(at, stored, wanted),
    generations: (stored) => generations(at, stored),
    history: (stored) => history(at, stored),
    receipt: (stored, key) => receipt(at, stored, key),
    remove: (id) => remove(at, id),
    list: (page) => list({ ...at, send: sendAside }, page),
    check,
    close: async () => close(),
    reached,
    unfit,
  }
}

function placeOf(prefix: string, { send, sendNow, sendAside }: Connection): Place {
  const script = scripts(send)
  return {
    send,
    key: (id) => keyOf(prefix, id),
    keys: (id) => keysOf(prefix, id),
    indexes: indexes(prefix),
    put: script('put'),
    commit: script('commit'),
    seal: scripts(sendNow)('seal'),
    remove: script('remove'),
    read: script('read'),
    readListed: script('read_listed'),
    labelled: scripts(sendAside)('labelled'),
  }
}
