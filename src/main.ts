import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { readConfig } from './config.ts'
import { buildServer } from './http/server.ts'
import { createProcessState } from './operations/cache/cache.ts'
import { openStore } from './open_store.ts'
import { announce } from './start/announcement.ts'
import { listen } from './start/listen.ts'
import { stopOnSignals } from './start/shutdown.ts'
import { StartError } from './start/start_error.ts'
import { tuneV8 } from './v8_tuning.ts'

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const log = pino({ level: config.LOCKSTEP_LOG_LEVEL })
  const stopBy = stopOnSignals(log)
  const { store, data, outage, kept, publish, release } = await openStore(config, log)
  process.once('exit', release)
  const { version } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  ) as { version: string }
  const server = await buildServer(
    {
      store,
      processState: createProcessState(config.LOCKSTEP_CACHE),
      now: () => new Date(),
      maxAdvance: config.LOCKSTEP_MAX_ADVANCE,
      maxHistory: config.LOCKSTEP_HISTORY,
    },
    { version, logger: log, bodyLimit: config.LOCKSTEP_BODY_LIMIT },
  )
  stopBy(() => server.close())
  const address = await listen(server, config)
  publish(address)
  await announce(log, store, { version, data, address, outage, kept })
}

/** A start error names its cause and remedy; a stack trace is printed for faults of the service only. */
function endStart(error: unknown): never {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

tuneV8()
await start().catch(endStart)
