import { connect, type Socket } from 'node:net'
import type { Random } from './random.ts'
import type { ProxyCounts, NetworkFaults } from './tcp_proxy.ts'

type ReplyFault = 'dropped' | 'truncated' | undefined

/** A client's connection, and the connection to the server that is opened for it. */
interface ProxiedConnection {
  readonly client: Socket
  readonly server: Socket
  /** The fault of the next reply. */
  replyFault: ReplyFault
  isConnected: boolean
  isAwaiting: boolean
}

/** The state that all connections of one proxy share. */
export interface ProxyState {
  readonly counts: ProxyCounts
  readonly connections: Set<ProxiedConnection>
  readonly random: Random
  faults: NetworkFaults
  dropsLeft: number
  isPartitioned: boolean
}

/** Connects a client to the server. */
export function openConnection(state: ProxyState, client: Socket, target: number): void {
  const server = connect({ port: target, host: '127.0.0.1', noDelay: true })
  const connection: ProxiedConnection = {
    client,
    server,
    replyFault: undefined,
    isConnected: false,
    isAwaiting: false,
  }
  state.connections.add(connection)
  if (state.isPartitioned) pause(state, connection)
  client.on('data', (request: Buffer) => forwardRequest(state, connection, request))
  server.on('data', (reply: Buffer) => forwardReply(state, connection, reply))
  server.on('connect', () => void (connection.isConnected = true))
  server.on('error', () => onServerClose(state, connection))
  server.on('close', () => onServerClose(state, connection))
  client.on('error', () => destroy(connection))
  client.on('close', () => destroy(connection))
}

/** The server closed the connection. */
function onServerClose(state: ProxyState, connection: ProxiedConnection): void {
  state.connections.delete(connection)
  if (connection.isConnected && connection.isAwaiting && !connection.client.destroyed)
    state.counts.serverClosed += 1
  destroy(connection)
}

function forwardRequest(state: ProxyState, connection: ProxiedConnection, request: Buffer): void {
  state.counts.requests += 1
  connection.isAwaiting = true
  connection.replyFault ??= drawReplyFault(state)
  connection.server.write(request)
}

function drawReplyFault(state: ProxyState): ReplyFault {
  const { dropRate = 0, truncateRate = 0 } = state.faults
  if (state.dropsLeft > 0) {
    state.dropsLeft -= 1
    return 'dropped'
  }
  const drawn = state.random()
  if (drawn < dropRate) return 'dropped'
  return drawn < dropRate + truncateRate ? 'truncated' : undefined
}

function forwardReply(state: ProxyState, connection: ProxiedConnection, reply: Buffer): void {
  const { delayRate = 0, maxDelayMs = 0 } = state.faults
  connection.isAwaiting = false
  if (connection.replyFault) {
    state.counts[connection.replyFault] += 1
    if (connection.replyFault === 'truncated')
      connection.client.write(reply.subarray(0, reply.length >> 1))
    destroy(connection)
    return
  }
  if (delayRate === 0 || state.random() >= delayRate) return void connection.client.write(reply)
  state.counts.delayed += 1
  connection.server.pause()
  setTimeout(() => {
    connection.client.write(reply)
    if (!state.isPartitioned) connection.server.resume()
  }, state.random() * maxDelayMs)
}

/** Stops both directions until `resume`. */
export function pause({ counts }: ProxyState, { client, server }: ProxiedConnection): void {
  counts.partitioned += 1
  client.pause()
  server.pause()
}

export function resume({ client, server }: ProxiedConnection): void {
  client.resume()
  server.resume()
}

export function destroy({ client, server }: ProxiedConnection): void {
  client.destroy()
  server.destroy()
}
