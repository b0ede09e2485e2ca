import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startRedis, type RedisServer } from '../../redis/server.ts'
import { httpCaller, NO_REPLY, type Call, type Reply } from '../call.ts'
import { randomInteger, randomFor, randomChoice, type Random } from '../random.ts'
import { startInstance, type Instance } from '../instance.ts'
import { startProxy, type Proxy } from '../tcp_proxy.ts'
import type { RunConfig } from './run_config.ts'

/** A service, the proxy before it, and the proxy between it and Redis. */
export interface Node {
  readonly instance: Instance
  readonly clientProxy: Proxy
  readonly redisProxy: Proxy
}

/** Counts of the calls so far. */
export interface CallCounts {
  calls: number
  /** Calls without a response. */
  lost: number
  /** Calls refused because the store is unavailable: they may have been applied, too. */
  unavailable: number
}

export interface RetriedReply {
  readonly reply: Reply
  /** Whether an earlier attempt may have been applied, or may still be. */
  readonly isAmbiguous: boolean
}

/** One Redis and some services, each behind proxies that inject faults. */
export interface Deployment {
  readonly seed: number
  readonly config: RunConfig
  readonly redis: RedisServer
  readonly nodes: readonly Node[]
  readonly calls: Readonly<CallCounts>
  /** Sends a request to a random service, once. */
  call(request: Call): Promise<Reply | typeof NO_REPLY>
  /** Sends a request to random services until there is a definite response. */
  callWithRetry(request: Call): Promise<RetriedReply>
  /** Aborted once the run has failed: it ends all retries. */
  readonly failure: AbortController
  close(): Promise<void>
}

const SERVICES = 3

export interface DeploymentOptions {
  readonly seed: number
  readonly config: RunConfig
  /** The program to start as a service; by default the product itself. */
  readonly main?: string | undefined
  readonly environment?: Readonly<Record<string, string>> | undefined
}

export async function startDeployment({
  seed,
  config,
  main,
  environment,
}: DeploymentOptions): Promise<Deployment> {
  const redis = await startRedis()
  const nodes: Node[] = []
  const { call, close } = httpCaller()
  const failure = new AbortController()
  const calls = { calls: 0, lost: 0, unavailable: 0 }
  const random = randomFor(seed, 'calls')

  async function callAny(request: Call): Promise<Reply | typeof NO_REPLY> {
    failure.signal.throwIfAborted()
    calls.calls += 1
    const reply = await call(randomChoice(random, nodes).clientProxy.port, request)
    if (reply === NO_REPLY) calls.lost += 1
    if (reply !== NO_REPLY && reply.status === 503) calls.unavailable += 1
    return reply
  }

  const deployment: Deployment = {
    seed,
    config,
    redis,
    nodes,
    calls,
    failure,
    call: callAny,
    async callWithRetry(request) {
      for (let isAmbiguous = false; ; isAmbiguous = true) {
        const reply = await callAny(request)
        if (reply !== NO_REPLY && reply.status !== 503) return { reply, isAmbiguous }
        await sleep(randomInteger(random, 5, 50))
      }
    },
    async close() {
      close()
      await Promise.all(nodes.map(stopNode))
      await redis.stop()
    },
  }
  try {
    for (let at = 0; at < SERVICES; at++) {
      nodes.push(await startNode(redis, { main, environment }, randomFor(seed, `ways of ${at}`)))
    }
  } catch (error) {
    await deployment.close()
    throw error
  }
  return deployment
}

async function startNode(
  redis: RedisServer,
  { main, environment }: Pick<DeploymentOptions, 'main' | 'environment'>,
  random: Random,
): Promise<Node> {
  const redisProxy = await startProxy(redis.port, random)
  const port = await freePort()
  const url = `redis://127.0.0.1:${redisProxy.port}`
  const launch = { main, environment: { ...environment, REDIS_URL: url } }
  const instance = await startInstance(port, launch)
  return { instance, redisProxy, clientProxy: await startProxy(port, random) }
}

async function stopNode({ instance, redisProxy, clientProxy }: Node): Promise<void> {
  await instance.kill()
  await Promise.all([redisProxy.close(), clientProxy.close()])
}
