import { deepStrictEqual } from 'node:assert/strict'
import { register } from '../client.ts'
import { USUAL } from '../optimizers.ts'
import { startFastapi } from '../baselines/fastapi.ts'
import type { Running } from '../processes.ts'
import { compare, inTurn, medians } from '../interleaved_rounds.ts'
import { atLeast, type Measured, type Row, type Servers } from '../benchmark.ts'
import { sidesTable, table } from '../text_table.ts'
import { advancing } from './advance.ts'

/**
 * Advances per second, held against the service that one would write in an afternoon: FastAPI,
 * redis-py and torch's own schedulers.
 */

const ROUNDS = 21
const COMPARED_STEPS = 200
const TITLE = 'peer: FastAPI, redis-py and torch'

async function measure(servers: Servers): Promise<Measured> {
  await using peer = await startFastapi(servers.redis)
  if (!peer) return notInstalled
  const { loader, redis, service } = servers
  await checkBoth(servers, peer)
  const rounds = await inTurn(
    {
      service: await advancing({ service, redis, loader }, 'peer'),
      peer: await advancing({ service: peer, redis, loader }, 'peer'),
    },
    ROUNDS,
  )
  const compared = compare(rounds.service, rounds.peer)
  const seen = { service: medians(rounds.service), peer: medians(rounds.peer) }
  return {
    verdicts: [atLeast('advance, times FastAPI with redis-py and torch', compared.ratio, 10)],
    details: { rounds: ROUNDS, ...compared, ...seen },
    text: sidesTable(`${TITLE}, ${ROUNDS} rounds`, seen, { 'times the peer': compared }),
  }
}

/** Python, or what the peer needs of it: see bench/baselines/requirements.txt. */
const notInstalled = {
  verdicts: [],
  details: { installed: false },
  text: table(TITLE, [['not installed']]),
}

/** Both must give the same values, to the bit, or they would not be doing the same job. */
async function checkBoth({ service, loader }: Servers, peer: Running): Promise<void> {
  const ask = { kind: 'advance', name: 'compared', count: 1 } as const
  for (const each of [service, peer]) await register({ service: each, loader }, ask, USUAL)
  for (let step = 1; step <= COMPARED_STEPS; step++) {
    deepStrictEqual(await advanced(peer, step), await advanced(service, step))
  }
}

async function advanced({ port }: Running, step: number): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/optimizers/compared-0/steps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ step }),
  })
  return response.json()
}

export const peer: Row = { measure }
