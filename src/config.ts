import { z } from 'zod'
import { readAddress } from './storage/redis/client/address.ts'

const integer = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, { error: 'wanted a whole number' })
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum))

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
  LOCKSTEP_REDIS_WAIT: integer(0, 100).default(0),
  LOCKSTEP_DATA: z.string().min(1).default('./lockstep.db'),
  LOCKSTEP_HOST: z.string().min(1).default('127.0.0.1'),
  LOCKSTEP_PORT: integer(0, 65_535).default(8080),
  LOCKSTEP_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
    .default('info'),
  LOCKSTEP_MAX_ADVANCE: integer(1, 2 ** 48).default(100_000),
  LOCKSTEP_BODY_LIMIT: integer(1_024, 2 ** 30).default(2 ** 20),
  LOCKSTEP_CACHE: integer(1_000, 1_000_000_000).default(500_000),
  LOCKSTEP_HISTORY: integer(1_000, 1_000_000_000).default(100_000),
  LOCKSTEP_ALLOW_REMOTE: z.enum(['0', '1']).default('0'),
})
export type Config = Readonly<z.infer<typeof Environment>>

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

/** There are no API keys yet, so whoever reaches the port may change every rate. */
const Reachable = Environment.refine(
  ({ LOCKSTEP_HOST: host, LOCKSTEP_ALLOW_REMOTE: remote }) => remote === '1' || LOOPBACK.test(host),
  {
    path: ['LOCKSTEP_HOST'],
    error:
      'is not loopback, and callers are not authenticated: set LOCKSTEP_ALLOW_REMOTE=1 where the network itself restricts access',
  },
)

/** A promise that cannot be kept is refused, not forgotten. */
const Consistent = Reachable.refine(
  ({ LOCKSTEP_REDIS_WAIT: replicas, REDIS_URL: address }) =>
    replicas === 0 || (address !== undefined && address.kind !== 'cluster'),
  {
    path: ['LOCKSTEP_REDIS_WAIT'],
    error:
      'is for a REDIS_URL of one server or of sentinels: in a Cluster, and in SQLite, no replica is waited for. Set it to 0',
  },
)

/** Reads the environment once. Says everything that is wrong with it, not just the first thing. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const read = Consistent.safeParse(environment)
  if (read.success) return Object.freeze(read.data)
  throw new Error(`Cannot start with this environment:\n${z.prettifyError(read.error)}`)
}
