import type { ClusterOptions, RedisOptions } from 'ioredis'
import type { Address } from './address.ts'

/** Soon, so that a failover costs seconds; with chance, so that not all come back at once. */
const backOff = (attempt: number) => Math.min(1_000, 25 * 2 ** attempt) * (0.5 + Math.random() / 2)

/** What a primary says that has become a replica: reconnect, to find the new one. */
const DEMOTED = /^(READONLY|ERR WAIT cannot be used with replica)/

/**
 * No command is ever sent twice by the client: whether a cut connection carried it out is decided
 * by asking again, with the same step. So nothing queues while Redis is unavailable, nothing is
 * retried, and a silent server is given up on in time to answer 503 within two seconds.
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
  // The other one of ioredis 6.0.0 reads some numbers wrong.
  replyMapping: 'legacy',
  retryStrategy: backOff,
  reconnectOnError: (error: Error) => DEMOTED.test(error.message),
} as const satisfies RedisOptions

/** How to log on. The certificate must be of the host that the connection is made to. */
const credentialsOf = ({ username, password, tls }: Address) => ({
  ...(username === undefined ? {} : { username }),
  ...(password === undefined ? {} : { password }),
  ...(tls ? { tls: {} } : {}),
})

/** Options for one connection to the server, or to whatever sentinels say is the primary. */
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
    // A primary that hangs does not close its connections: its sentinels tell of its successor.
    failoverDetector: true,
    // Any one of them suffices, and ioredis writes a line for each attempt that fails.
    sentinelReconnectStrategy: () => 10_000,
  } satisfies RedisOptions
}

/** After so many attempts a node is given up on: the Cluster is asked anew who there is. */
const NODE_ATTEMPTS = 8

/** Options for all connections to a Cluster. */
export function clusterOptions(address: Address) {
  const { enableOfflineQueue, retryStrategy: _, ...node } = OPTIONS
  return {
    redisOptions: { ...node, ...credentialsOf(address) },
    enableOfflineQueue,
    scaleReads: 'master',
    // The first two of these re-send what may have been carried out. The others say that it was not.
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    // Two nodes that have not heard yet which of them has a slot send a caller to and fro.
    retryDelayOnMoved: 10,
    retryDelayOnTryAgain: 50,
    maxRedirections: 32,
    slotsRefreshTimeout: 1_000,
    // A node that has died is noticed by this alone.
    slotsRefreshInterval: 2_000,
    clusterRetryStrategy: backOff,
    clusterNodeRetryStrategy: (attempt: number) =>
      attempt > NODE_ATTEMPTS ? null : backOff(attempt),
    // Resolved at each connection, so that TLS has a name to check and a node may move.
    dnsLookup: (host, callback) => callback(null, host),
  } satisfies ClusterOptions
}
