import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { randomInteger, randomFor, type Random } from '../random.ts'
import type { FaultKind } from './run_config.ts'
import { allTargets, FAULTS } from './faults.ts'
import type { Deployment } from './deployment.ts'

/** How often each fault was injected. */
export type InjectedFaults = Record<FaultKind | 'scripts flushed', number>

/** Injects faults of processes and networks, in an order and at intervals from the seed. */
export function faultInjector(deployment: Deployment) {
  const { config, failure } = deployment
  const random = randomFor(deployment.seed, 'faults')
  const targets = allTargets(deployment, random)
  const pending = shuffled(random, repeatedKinds(config.faults))
  const injected = zeroCounts(config.faults)
  const repairs = new Set<Promise<void>>()

  /** Injects a fault and does not wait for its repair: the next fault may overlap it. */
  function inject(kind: FaultKind): void {
    const repair = FAULTS[kind](targets).then(
      (hit) => {
        if (hit) injected[kind] += 1
        // Not immediately: other faults are injected first.
        if (!hit) pending.unshift(kind)
      },
      (error: unknown) => failure.abort(error),
    )
    repairs.add(repair)
    void repair.then(() => repairs.delete(repair))
  }

  /** Runs until each kind was injected as often as configured. */
  async function injectAll(): Promise<void> {
    for (const { clientProxy, redisProxy } of deployment.nodes) {
      clientProxy.setFaults(config.clientNetwork)
      redisProxy.setFaults(config.redisNetwork)
    }
    while (pending.length + repairs.size > 0) {
      const kind = pending.pop()
      if (kind) inject(kind)
      await sleep(config.meanPauseMs * (0.5 + random()), undefined, { signal: failure.signal })
    }
  }

  return {
    injected,
    injectAll,
    repairAll: () => repairAll(deployment, repairs),
    flushScripts: () => flushScripts(deployment, injected),
  }
}

/** Waits until every process runs and every proxy forwards without faults. */
async function repairAll({ nodes }: Deployment, repairs: Iterable<Promise<void>>): Promise<void> {
  for (const { clientProxy, redisProxy } of nodes) {
    clientProxy.setFaults({})
    redisProxy.setFaults({})
  }
  await Promise.all(repairs)
}

/** Flushes the script cache of Redis each second, until the returned function is called. */
function flushScripts({ redis }: Deployment, injected: InjectedFaults): () => void {
  const admin = new Redis(redis.url, {
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    commandTimeout: 500,
    retryStrategy: () => 200,
  })
  admin.on('error', () => {})
  const timer = setInterval(() => {
    admin.script('FLUSH').then(
      () => (injected['scripts flushed'] += 1),
      () => {},
    )
  }, 1_000)
  return () => {
    clearInterval(timer)
    admin.disconnect()
  }
}

type FaultCounts = Readonly<Record<FaultKind, number>>

const zeroCounts = (faults: FaultCounts): InjectedFaults => {
  const kinds = Object.keys(faults) as FaultKind[]
  const zeroes = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<FaultKind, number>
  return { ...zeroes, 'scripts flushed': 0 }
}

const repeatedKinds = (faults: FaultCounts): FaultKind[] =>
  Object.entries(faults).flatMap(([kind, times]) => Array<FaultKind>(times).fill(kind as FaultKind))

function shuffled<T>(random: Random, items: T[]): T[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = randomInteger(random, 0, last)
    ;[items[last], items[other]] = [items[other]!, items[last]!]
  }
  return items
}
