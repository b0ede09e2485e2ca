import type { Address } from './address.ts'
import { connectCluster } from './cluster.ts'
import type { Connection, ConnectionOptions } from './connection.ts'
import { watchOutages } from './outage.ts'
import { connectPrimary } from './primary.ts'

/** Opens a connection to Redis. */
export function connect(address: Address, options: ConnectionOptions): Connection {
  const outages = watchOutages(address, options)
  return address.kind === 'cluster'
    ? connectCluster(address, options, outages)
    : connectPrimary(address, options, outages)
}
