import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../redis/server.ts'
import { startSentinels, type SentinelRedis } from '../../redis/sentinel.ts'
import { httpCaller, NO_REPLY, type Call, type Reply } from '../call.ts'
import { randomInteger, randomFor, randomChoice } from '../random.ts'
import { startInstance, type Instance } from '../instance.ts'

/** How a deployment is run. */
export interface DeploymentOptions {
  readonly seed: number
  /** LOCKSTEP_REDIS_WAIT. */
  readonly wait: string
  /** Whether the failovers of the run lose nothing that was acknowledged. */
  readonly isLossless: boolean
  /** The longest window that a rank requests, in steps. */
  readonly maxWindow: number
  readonly maxEditPauseMs: number
  /** How often a rank pauses for seconds, as a share of its calls. */
  readonly pauseRate: number
}

/** Two services on a Redis that fails over. */
export interface Deployment extends DeploymentOptions {
  readonly redis: SentinelRedis
  readonly instances: readonly Instance[]
  /** Sends a request to a random service, once. */
  call(request: Call): Promise<Reply | typeof NO_REPLY>
  /** Builds and sends a request until there is a definite response. */
  callWithRetry(request: () => Call): Promise<Reply>
  isOver(): boolean
  end(): void
  /** Aborted by the first failure, which ends the run. */
  readonly failure: AbortController
  close(): Promise<void>
}

const SERVICES = 2

export async function startDeployment(options: DeploymentOptions): Promise<Deployment> {
  const { seed, wait } = options
  const redis = await startSentinels()
  const instances: Instance[] = []
  const { call, close } = httpCaller()
  const failure = new AbortController()
  const random = randomFor(seed, 'calls')
  let isOver = false

  async function callAny(request: Call): Promise<Reply | typeof NO_REPLY> {
    failure.signal.throwIfAborted()
    return call(randomChoice(random, instances).port, request)
  }

  const deployment: Deployment = {
    ...options,
    redis,
    instances,
    failure,
    call: callAny,
    async callWithRetry(request) {
      for (;;) {
        const reply = await callAny(request())
        if (reply !== NO_REPLY && reply.status !== 503) return reply
        await sleep(randomInteger(random, 10, 100))
      }
    },
    isOver: () => isOver || failure.signal.aborted,
    end: () => void (isOver = true),
    async close() {
      failure.abort(new Error('The deployment is closed'))
      close()
      await Promise.all(instances.map((instance) => instance.kill()))
      await redis.stop()
    },
  }
  const environment = { REDIS_URL: redis.url, LOCKSTEP_REDIS_WAIT: wait }
  try {
    for (let at = 0; at < SERVICES; at++) {
      instances.push(await startInstance(await freePort(), { environment }))
    }
  } catch (error) {
    await deployment.close()
    throw error
  }
  return deployment
}
