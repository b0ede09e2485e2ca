import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServiceOnFile } from '../processes.ts'
import { compare, interleave, medians } from '../interleaved_rounds.ts'
import { atLeast, type Benchmark, type Servers } from '../benchmark.ts'
import { comparisonTable } from '../text_table.ts'
import { advanceLoad } from './advance.ts'

/**
 * The same advances with SQLite, which writes them to disk before the response, compared with Redis,
 * which here has no persistence. Where temporary files are in memory, this database is too.
 */

const ROUNDS = 21

async function measure(servers: Servers) {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-bench-'))
  try {
    await using service = await startServiceOnFile(join(folder, 'lockstep.db'))
    const rounds = await interleave(
      {
        SQLite: await advanceLoad({ service, loadGenerator: servers.loadGenerator }, 'sqlite'),
        Redis: await advanceLoad(servers, 'beside-sqlite'),
      },
      ROUNDS,
    )
    const compared = compare(rounds.SQLite, rounds.Redis)
    const seen = { SQLite: medians(rounds.SQLite), Redis: medians(rounds.Redis) }
    return {
      goalResults: [atLeast('advance on SQLite, of that on Redis', compared.ratio, 0.5)],
      details: { rounds: ROUNDS, ...compared, ...seen },
      text: comparisonTable(`sqlite: the load of advance, ${ROUNDS} rounds`, seen, {
        'of Redis': compared,
      }),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

export const sqlite: Benchmark = { measure }
