import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Address, Host } from './address.ts'
import { causeOf, schemeOf, type Cause } from './cause.ts'

/** For each of two attempts: both end before a start waits no longer. */
const ATTEMPT_MS = 400

/**
 * Why hosts cannot be reached, where ioredis only says that there is no connection: a server without
 * TLS never answers a TLS client, and of sentinels and of nodes of a Cluster it keeps the cause to
 * itself. Undefined where nothing is wrong with a connection to one of them.
 */
export async function diagnose(address: Address): Promise<Cause | undefined> {
  const causes = await Promise.all(address.hosts.map((host) => diagnoseHost(host, address)))
  if (causes.includes(undefined)) return undefined
  return causes.find((cause) => cause!.isFinal) ?? causes[0]
}

async function diagnoseHost(host: Host, address: Address): Promise<Cause | undefined> {
  try {
    const isPlain = await answersPing(host)
    if (isPlain === !address.tls) return undefined
    if (isPlain) return wrongScheme(address, 'it does not use TLS')
    const error = await tlsError(host)
    // A certificate that is not trusted is one, too.
    if (!address.tls && isOfCertificate(error)) return wrongScheme(address, 'it uses TLS')
    return error && causeOf(error, address)
  } catch (error) {
    return causeOf(error as Error, address)
  }
}

const wrongScheme = (address: Address, what: string): Cause => ({
  kind: 'tls',
  text: `${what}: write ${schemeOf(address, !address.tls)} instead of ${schemeOf(address, address.tls)} in REDIS_URL`,
  isFinal: true,
})

const isOfCertificate = (error: Error | undefined) =>
  error === undefined || /CERT|SIGNED|UNABLE_TO/.test((error as NodeJS.ErrnoException).code ?? '')

/** Whether a server answers as a Redis without TLS, with a pong or an error. */
function answersPing({ host, port }: Host): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port }, () => socket.write('PING\r\n'))
    let isConnected = false
    socket.on('connect', () => (isConnected = true))
    socket.once('data', ([first]) => resolve(first === PLUS || first === MINUS))
    endLate(socket, (error) => (isConnected ? resolve(false) : reject(error)))
  })
}

const [PLUS, MINUS] = Buffer.from('+-')

/** What keeps a TLS connection from being opened, if anything does. */
function tlsError({ host, port }: Host): Promise<Error | undefined> {
  return new Promise((resolve) => {
    const socket = connectTls({ host, port }, () => resolve(undefined))
    endLate(socket, resolve)
  })
}

/** Ends a socket after a while, also where it is of use; before that its errors are of interest. */
function endLate(socket: Socket, onError: (error: Error) => void): void {
  const late = setTimeout(() => socket.destroy(new Error('timeout')), ATTEMPT_MS)
  socket.on('error', onError)
  socket.on('close', () => {
    clearTimeout(late)
    onError(new Error('the connection was closed'))
  })
}
