import type { ClusterOptions, RedisOptions } from 'ioredis'
import type { Address, Host } from './address.ts'

/** Short, so that a failover costs seconds; random, so that not all processes reconnect at once. */
const backOff = (attempt: number) => Math.min(1_000, 25 * 2 ** attempt) * (0.5 + Math.random() / 2)

/** The error of a primary that has become a replica: reconnect, to find the new primary. */
const DEMOTED = /^(READONLY|ERR WAIT cannot be used with replica)/

/**
 * The client never sends a command twice: whether a cut connection executed it is found out by
 * repeating the request, with the same step. So nothing is queued while Redis is unavailable, nothing
 * is retried, and a command to a silent server fails in time for a 503 within two seconds.
 */
const OPTIONS = {
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  enableAutoPipelining: false,
  connectTimeout: 1_000,
  commandTimeout: 1_000,
  socketTimeout: 1_500,
  disconnectTimeout: 500,
  keepAlive: 10_000,
  clientInfoTag: 'lockstep',
  // The other parser of ioredis 6.0.0 reads some numbers wrong.
  replyMapping: 'legacy',
  retryStrategy: backOff,
  reconnectOnError: (error: Error) => DEMOTED.test(error.message),
} as const satisfies RedisOptions

/** The credentials. The certificate must be that of the host which is connected to. */
const credentialsOf = ({ username, password, tls }: Address) => ({
  ...(username === undefined ? {} : { username }),
  ...(password === undefined ? {} : { password }),
  ...(tls ? { tls: {} } : {}),
})

/** Options for one connection to the server, or to the primary that sentinels name. */
export function redisOptions(address: Address) {
  const { hosts, db } = address
  const common = { ...OPTIONS, ...credentialsOf(address), db, lazyConnect: true }
  if (address.kind !== 'sentinel') return { ...common, ...hosts[0] }
  return { ...common, ...sentinelOptions(address) }
}

function sentinelOptions({ hosts, name, password, tls }: Address & { kind: 'sentinel' }) {
  return {
    sentinels: [...hosts],
    name,
    // A sentinel without a password takes any for its default user.
    ...(password === undefined ? {} : { sentinelPassword: password }),
    ...(tls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
    sentinelCommandTimeout: 1_000,
    sentinelRetryStrategy: backOff,
    // A primary that hangs does not close its connections: the sentinels announce the new primary.
    failoverDetector: true,
    // One reachable sentinel suffices, and ioredis prints a line for each failed attempt.
    sentinelReconnectStrategy: () => 10_000,
  } satisfies RedisOptions
}

/** Options for a connection to one of the sentinels. */
export function sentinelClientOptions({ password, tls }: Address, { host, port }: Host) {
  return {
    ...{ ...OPTIONS, reconnectOnError: null, host, port },
    ...(password === undefined ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  } satisfies RedisOptions
}

/** After so many attempts a node counts as gone: the nodes of the Cluster are read again. */
const NODE_ATTEMPTS = 8

/** Options for all connections to a Cluster. */
export function clusterOptions(address: Address) {
  const { enableOfflineQueue, retryStrategy: _, ...node } = OPTIONS
  return {
    redisOptions: { ...node, ...credentialsOf(address) },
    enableOfflineQueue,
    scaleReads: 'master',
    // The first two would re-send commands that may have been executed. The others were not executed.
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    // Two nodes that disagree about a slot redirect a caller to each other.
    retryDelayOnMoved: 10,
    retryDelayOnTryAgain: 50,
    maxRedirections: 32,
    slotsRefreshTimeout: 1_000,
    // A dead node is detected by this alone.
    slotsRefreshInterval: 2_000,
    clusterRetryStrategy: backOff,
    clusterNodeRetryStrategy: (attempt: number) =>
      attempt > NODE_ATTEMPTS ? null : backOff(attempt),
    // Resolved at each connection, so that TLS has a name to check and a node may move.
    dnsLookup: (host, callback) => callback(null, host),
  } satisfies ClusterOptions
}
