import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { StartError } from './start_error.ts'

/** The URL at which the settings have the service listen; undefined where the system picks a port. */
export function urlOf({ LOCKSTEP_HOST: host, LOCKSTEP_PORT: port }: Config): string | undefined {
  return port === 0 ? undefined : `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Listens where the settings say, and returns the URL. Closes the server where that fails. */
export async function listen(app: FastifyInstance, config: Config): Promise<string> {
  const { LOCKSTEP_HOST: host, LOCKSTEP_PORT: port } = config
  try {
    return await app.listen({ host, port })
  } catch (error) {
    await app.close()
    const { code = '', message } = error as NodeJS.ErrnoException
    const reason = REASONS[code] ?? `${message}: set LOCKSTEP_HOST or LOCKSTEP_PORT`
    const at = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
    throw new StartError(`Cannot listen on ${at}: ${reason}`, { cause: error })
  }
}

const UNKNOWN_HOST = 'no such host is known here: set LOCKSTEP_HOST to an address of this machine'

/** Why the system does not let a process listen, by its error code. */
const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there: stop it, or set LOCKSTEP_PORT to another port',
  EACCES: 'this user may not listen on that port: set LOCKSTEP_PORT to one above 1023',
  EADDRNOTAVAIL: 'this machine has no such address: set LOCKSTEP_HOST to one that it has',
  ENOTFOUND: UNKNOWN_HOST,
  EAI_AGAIN: UNKNOWN_HOST,
}
