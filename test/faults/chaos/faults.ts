import { setTimeout as sleep } from 'node:timers/promises'
import { randomInteger, randomChoice, type Random } from '../random.ts'
import type { FaultKind } from './run_config.ts'
import type { Node, Deployment } from './deployment.ts'

/** The targets of faults, and which of them are healthy. */
export interface Targets {
  readonly deployment: Deployment
  readonly random: Random
  /** The healthy nodes, and Redis if it is healthy. */
  readonly healthy: Set<Node | 'Redis'>
}

export const allTargets = (deployment: Deployment, random: Random): Targets => ({
  deployment,
  random,
  healthy: new Set([...deployment.nodes, 'Redis' as const]),
})

/** Injects a fault, repairs it, and returns whether there was a healthy target. */
export type InjectFault = (field: Targets) => Promise<boolean>

type Fault<T> = (target: T, random: Random) => Promise<void>

/** A fault of a service or its proxies. One healthy service always remains. */
const onNode =
  (fault: Fault<Node>): InjectFault =>
  async ({ healthy, random }) => {
    const nodes = [...healthy].filter((each) => each !== 'Redis')
    if (nodes.length < 2) return false
    const node = randomChoice(random, nodes)
    healthy.delete(node)
    await fault(node, random)
    healthy.add(node)
    return true
  }

const onRedis =
  (fault: Fault<Deployment>): InjectFault =>
  async ({ healthy, random, deployment }) => {
    if (!healthy.delete('Redis')) return false
    await fault(deployment, random)
    healthy.add('Redis')
    return true
  }

export const FAULTS: Readonly<Record<FaultKind, InjectFault>> = {
  'service killed': onNode(async ({ instance }, random) => {
    await instance.kill()
    await sleep(randomInteger(random, 0, 200))
    await instance.start()
  }),
  'service stopped': onNode(async ({ instance }, random) => {
    instance.signal('SIGSTOP')
    await sleep(randomInteger(random, 300, 2_500))
    instance.signal('SIGCONT')
  }),
  'service cut off': onNode(async ({ clientProxy }, random) => {
    clientProxy.partition()
    await sleep(randomInteger(random, 300, 2_500))
    clientProxy.heal()
  }),
  'Redis killed': onRedis(async ({ redis }, random) => {
    redis.signal('SIGKILL')
    await sleep(randomInteger(random, 0, 300))
    await redis.restart()
  }),
  'Redis stopped': onRedis(async ({ redis }, random) => {
    redis.signal('SIGSTOP')
    await sleep(randomInteger(random, 300, 1_800))
    redis.signal('SIGCONT')
  }),
  'Redis cut off': onNode(async ({ redisProxy }, random) => {
    redisProxy.partition()
    await sleep(randomInteger(random, 300, 1_800))
    redisProxy.heal()
  }),
}
