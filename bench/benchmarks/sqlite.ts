import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServiceOn } from '../processes.ts'
import { compare, inTurn, medians } from '../interleaved_rounds.ts'
import { atLeast, type Row, type Servers } from '../benchmark.ts'
import { sidesTable } from '../text_table.ts'
import { advancing } from './advance.ts'

/**
 * The same advances with SQLite, which has them on the disk before it answers, held against Redis,
 * which here keeps them in memory. Where temporary files are in memory, so are those of this row.
 */

const ROUNDS = 21

async function measure(servers: Servers) {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-bench-'))
  try {
    await using service = await startServiceOn(join(folder, 'lockstep.db'))
    const rounds = await inTurn(
      {
        SQLite: await advancing({ service, loader: servers.loader }, 'sqlite'),
        Redis: await advancing(servers, 'beside-sqlite'),
      },
      ROUNDS,
    )
    const compared = compare(rounds.SQLite, rounds.Redis)
    const seen = { SQLite: medians(rounds.SQLite), Redis: medians(rounds.Redis) }
    return {
      verdicts: [atLeast('advance on SQLite, of that on Redis', compared.ratio, 0.5)],
      details: { rounds: ROUNDS, ...compared, ...seen },
      text: sidesTable(`sqlite: the load of advance, ${ROUNDS} rounds`, seen, {
        'of Redis': compared,
      }),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

export const sqlite: Row = { measure }
