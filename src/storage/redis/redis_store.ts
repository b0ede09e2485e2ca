import type { Store } from '../store.ts'
import type { Address } from './client/address.ts'
import { connect } from './client/connect.ts'
import type { Connection } from './client/connection.ts'
import { hasAppendOnlyFile } from './client/server_settings.ts'
import type { OutageReport } from './client/outage.ts'
import type { ReplicaSetting } from './client/waited_replicas.ts'
import { allIndexKeys, optimizerKey, optimizerKeys } from './keys.ts'
import { listSummaries } from './list.ts'
import type { RedisHandle } from './handle.ts'
import { changes, decisions, inputs } from './inputs.ts'
import { find, generations, history, receipt, registration, time } from './reads.ts'
import { scriptLoader } from './scripts/script.ts'
import { PREFERRED_BATCH_SIZE, sealIndividually, sealInOneScript } from './seal.ts'
import { commit, create, remove, restore } from './writes.ts'

/** A store in Redis, and whether the settings of Redis allow its use. */
export interface RedisStore extends Store {
  /** Resolves once Redis is connected and its settings have been read. */
  readonly ready: Promise<void>
  /** The reason why Redis must not be used with its present settings, if any: then calls are refused. */
  misconfiguration(): string | undefined
  /** Resolves, with the reason, once Redis cannot be used unless settings change. */
  readonly refused: Promise<string>
  /** Why Redis is unavailable, as it was reported; undefined while it is available. */
  outage(): string | undefined
  /** Whether Redis has an append-only file; undefined where it cannot be asked. */
  hasAppendOnlyFile(): Promise<boolean | undefined>
}

export interface RedisStoreOptions extends OutageReport {
  /** How many replicas must have a write before it is acknowledged. */
  readonly replicas: ReplicaSetting
  /** How every key begins. */
  readonly prefix?: string
}

/** Optimizers in Redis: a hash each, written by one script at a time. */
export function redisStore(
  address: Address,
  { prefix = 'lockstep', ...options }: RedisStoreOptions,
): RedisStore {
  const connection = connect(address, { ...options, keys: optimizerKeys(prefix, '') })
  const { sendUnreplicated, check, close, ready, misconfiguration, refused, outage } = connection
  const { onReconnect } = connection
  const redis = createHandle(prefix, connection)
  const seal = address.kind === 'cluster' ? sealIndividually : sealInOneScript
  return {
    isShared: true,
    preferredBatchSize: PREFERRED_BATCH_SIZE,
    create: (optimizer, registration) => create(redis, optimizer, registration),
    restore: (record, replaced) => restore(redis, record, replaced),
    find: (id, cached) => find(redis, id, cached),
    commit: (committed) => commit(redis, committed),
    seal: (writes) => seal(redis, writes),
    inputs: (stored, revisions) => inputs(redis, stored, revisions),
    changes: (stored, revisions) => changes(redis, stored, revisions),
    decisions: (stored, query) => decisions(redis, stored, query),
    generations: (stored, from) => generations(redis, stored, from),
    history: (stored, firstsOf) => history(redis, stored, firstsOf),
    registration: (stored) => registration(redis, stored),
    receipt: (stored, key) => receipt(redis, stored, key),
    remove: (id) => remove(redis, id),
    list: (query) => listSummaries({ ...redis, send: sendUnreplicated }, query),
    time: (id) => time(redis, id),
    check,
    close: async () => close(),
    ready,
    misconfiguration,
    refused,
    outage,
    hasAppendOnlyFile: () => hasAppendOnlyFile(sendUnreplicated),
    onReconnect,
  }
}

function createHandle(
  prefix: string,
  { send, sendUnbatched, sendUnreplicated }: Connection,
): RedisHandle {
  const script = scriptLoader(send)
  return {
    send,
    optimizerKey: (id) => optimizerKey(prefix, id),
    optimizerKeys: (id) => optimizerKeys(prefix, id),
    indexKeys: allIndexKeys(prefix),
    put: script('put'),
    commit: script('commit'),
    seal: scriptLoader(sendUnbatched)('seal'),
    remove: script('remove'),
    read: script('read'),
    time: script('time'),
    readListed: script('read_listed'),
    labelled: scriptLoader(sendUnreplicated)('labelled'),
  }
}
