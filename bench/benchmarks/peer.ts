import { deepStrictEqual } from 'node:assert/strict'
import { register } from '../client.ts'
import { TWO_GROUPS } from '../optimizers.ts'
import { startFastapi } from '../baselines/fastapi.ts'
import type { ServerProcess } from '../processes.ts'
import { compare, interleave, medians } from '../interleaved_rounds.ts'
import { atLeast, type BenchmarkResult, type Benchmark, type Servers } from '../benchmark.ts'
import { comparisonTable, textTable } from '../text_table.ts'
import { advanceLoad } from './advance.ts'

/**
 * Advances per second, compared with the service that one could write in an afternoon: FastAPI,
 * redis-py and torch's own schedulers.
 */

const ROUNDS = 21
const COMPARED_STEPS = 200
const TITLE = 'peer: FastAPI, redis-py and torch'

async function measure(servers: Servers): Promise<BenchmarkResult> {
  await using peer = await startFastapi(servers.redis)
  if (!peer) return notInstalled
  const { loadGenerator, redis, service } = servers
  await checkSameValues(servers, peer)
  const rounds = await interleave(
    {
      service: await advanceLoad({ service, redis, loadGenerator }, 'peer'),
      peer: await advanceLoad({ service: peer, redis, loadGenerator }, 'peer'),
    },
    ROUNDS,
  )
  const compared = compare(rounds.service, rounds.peer)
  const seen = { service: medians(rounds.service), peer: medians(rounds.peer) }
  return {
    goalResults: [atLeast('advance, times FastAPI with redis-py and torch', compared.ratio, 10)],
    details: { rounds: ROUNDS, ...compared, ...seen },
    text: comparisonTable(`${TITLE}, ${ROUNDS} rounds`, seen, { 'times the peer': compared }),
  }
}

/** Python or a package of bench/baselines/requirements.txt is missing. */
const notInstalled = {
  goalResults: [],
  details: { installed: false },
  text: textTable(TITLE, [['not installed']]),
}

/** Both must return the same values, to the bit, else they would not do the same work. */
async function checkSameValues(
  { service, loadGenerator }: Servers,
  peer: ServerProcess,
): Promise<void> {
  const template = { kind: 'advance', name: 'compared', count: 1 } as const
  for (const each of [service, peer])
    await register({ service: each, loadGenerator }, template, TWO_GROUPS)
  for (let step = 1; step <= COMPARED_STEPS; step++) {
    deepStrictEqual(await advanced(peer, step), await advanced(service, step))
  }
}

async function advanced({ port }: ServerProcess, step: number): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/optimizers/compared-0/steps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ step }),
  })
  return response.json()
}

export const peer: Benchmark = { measure }
