import type { OutageReport } from './outage.ts'
import type { SendCommand } from './pipeline.ts'
import type { Needs } from './server_settings.ts'

/** A connection to Redis that reconnects by itself. It may be disconnected at any time. */
export interface Connection extends ConnectionState {
  /** For writes, and for reads that a response depends on. */
  readonly send: SendCommand
  /** The same for commands that are a batch already, and are sent at once. */
  readonly sendUnbatched: SendCommand
  /** For lists, which are long and need not be replicated. */
  readonly sendUnreplicated: SendCommand
  /** Resolves when every server that is written to replies. */
  readonly check: () => Promise<void>
  readonly close: () => void
}

/** Whether Redis can be used, and when it could not. */
export interface ConnectionState {
  /** The reason why Redis must not be used with its present settings, if there is one. */
  readonly misconfiguration: () => string | undefined
  /** Resolves once Redis is connected and its settings have been read. */
  readonly ready: Promise<void>
  /** Resolves, with the reason, once Redis cannot be used unless settings change. */
  readonly refused: Promise<string>
  /** Why Redis is unavailable, as it was reported. */
  readonly outage: () => string | undefined
  /** Calls a listener at each later connection to a server, before any command is sent by it. */
  readonly onReconnect: (listener: () => void) => void
}

/** How a connection is used and watched. */
export interface ConnectionOptions extends OutageReport, Needs {}
