import { pino } from 'pino'
import { readConfig } from '../../src/config.ts'
import { buildServer } from '../../src/http/server.ts'
import { createProcessState } from '../../src/operations/cache/cache.ts'
import { openStore } from '../../src/open_store.ts'
import { MUTANTS } from './mutants.ts'

/** The service on the defective store that `MUTANT` names: the tests must detect the defect. */
const mutant = MUTANTS[process.env['MUTANT'] as keyof typeof MUTANTS]
const config = readConfig(process.env)
const logger = pino({ level: 'silent' })
const { store } = await openStore(config, logger)
const late = (act: () => Promise<void>) => void setTimeout(() => void act(), 20)

const server = await buildServer(
  {
    store: mutant(store, late),
    processState: createProcessState(config.LOCKSTEP_CACHE),
    now: () => new Date(),
    maxAdvance: config.LOCKSTEP_MAX_ADVANCE,
    maxHistory: config.LOCKSTEP_HISTORY,
  },
  { version: '0.0.0', logger, bodyLimit: config.LOCKSTEP_BODY_LIMIT },
)
await server.listen({ host: config.LOCKSTEP_HOST, port: config.LOCKSTEP_PORT })
