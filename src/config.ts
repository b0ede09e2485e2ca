import { z } from 'zod'
import { StartError } from './start/start_error.ts'
import { isServiceAddress, unknownVariables } from './start/unknown_variables.ts'
import { readAddress } from './storage/redis/client/address.ts'

const integer = (minimum: number, maximum: number) => {
  const error = `wanted a whole number from ${minimum} to ${maximum}`
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .pipe(z.number({ error }).min(minimum, { error }).max(maximum, { error }))
}

/** For how many replicas a commit waits. */
const replicas = z.union([z.literal('all'), integer(0, 100)], {
  error: 'wanted a whole number from 0 to 100, or all',
})

const oneOf = <const Words extends readonly string[]>(...words: Words) =>
  z.enum(words, { error: `wanted one of ${words.join(', ')}` })

const text = (error: string) => z.string().min(1, { error })

function addressOf(url: string, context: z.RefinementCtx) {
  try {
    return readAddress(url)
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message })
    return z.NEVER
  }
}

const Environment = z.object({
  REDIS_URL: z.string().transform(addressOf).optional(),
  LOCKSTEP_REDIS_WAIT: replicas.default(0),
  LOCKSTEP_DATA: text('wanted a path').default('./lockstep.db'),
  LOCKSTEP_HOST: text('wanted a name or an address').default('127.0.0.1'),
  LOCKSTEP_PORT: integer(0, 65_535).default(8080),
  LOCKSTEP_LOG_LEVEL: oneOf(
    ...(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const),
  ).default('info'),
  LOCKSTEP_MAX_ADVANCE: integer(1, 2 ** 48).default(100_000),
  LOCKSTEP_BODY_LIMIT: integer(1_024, 2 ** 30).default(2 ** 23),
  LOCKSTEP_CACHE: integer(1_000, 1_000_000_000).default(500_000),
  LOCKSTEP_HISTORY: integer(1_000, 1_000_000_000).default(100_000),
  LOCKSTEP_ALLOW_REMOTE: oneOf('0', '1').default('0'),
})
export type Config = Readonly<z.infer<typeof Environment>>

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

/** There are no API keys yet, so every process that reaches the port may change every rate. */
const Reachable = Environment.refine(
  ({ LOCKSTEP_HOST: host, LOCKSTEP_ALLOW_REMOTE: remote }) => remote === '1' || LOOPBACK.test(host),
  {
    path: ['LOCKSTEP_HOST'],
    error:
      'wanted a loopback address, as callers are not authenticated: set LOCKSTEP_ALLOW_REMOTE=1 where the network itself restricts access',
  },
)

/** A setting that cannot take effect is refused, not ignored. */
const Consistent = Reachable.refine(
  ({ LOCKSTEP_REDIS_WAIT: replicas, REDIS_URL: address }) =>
    replicas === 0 || (address !== undefined && address.kind !== 'cluster'),
  {
    path: ['LOCKSTEP_REDIS_WAIT'],
    error:
      'wanted a REDIS_URL of one server or of sentinels with it, as a Cluster and SQLite have no WAIT: set it to 0',
  },
)

/** A server by itself knows the replicas that are connected, and not those that are missing. */
const WithSentinels = Consistent.refine(
  ({ LOCKSTEP_REDIS_WAIT: replicas, REDIS_URL: address }) =>
    replicas !== 'all' || address?.kind !== 'standalone',
  {
    path: ['LOCKSTEP_REDIS_WAIT'],
    error:
      'wanted redis-sentinel:// in REDIS_URL with it, as only sentinels know all replicas: set it to their number',
  },
)

/** Reads the environment once. Reports everything that is wrong with it, not just the first fault. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const read = WithSentinels.safeParse(environment)
  const faults = [
    ...(read.success ? [] : read.error.issues.map((issue) => faultOf(issue, environment))),
    ...unknownVariables(environment, Object.keys(Environment.shape)),
  ]
  if (read.success && faults.length === 0) return Object.freeze(read.data)
  const [first, ...others] = faults
  if (others.length === 0) throw new StartError(`Cannot start: ${first}`)
  throw new StartError(`Cannot start with these settings:\n  ${faults.join('\n  ')}`)
}

/** A wrong value, and what is wanted. REDIS_URL may have a password, so its value is not shown. */
function faultOf(
  { path, message }: z.core.$ZodIssue,
  environment: Readonly<Record<string, string | undefined>>,
) {
  const name = String(path[0])
  const value = environment[name] ?? ''
  if (name === 'REDIS_URL') return `REDIS_URL is not an address of Redis: ${message}`
  const source = isServiceAddress(value)
    ? ', which Kubernetes sets for a service of that name: set enableServiceLinks to false in the pod'
    : ''
  return `${name} is "${value}"${source}: ${message}`
}
