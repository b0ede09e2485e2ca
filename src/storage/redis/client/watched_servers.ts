import type { Redis } from 'ioredis'
import type { ConnectionState } from './connection.ts'
import type { OutageWatch } from './outage.ts'
import type { SendCommand } from './pipeline.ts'
import { FORBIDDEN_REPLIES } from './reply.ts'
import { settingsFault, type Needs } from './server_settings.ts'
import { watchReconnects } from './reconnects.ts'
import { watchSettings } from './settings_watch.ts'

/** The servers that are written to: their settings, and whether they can be used. */
export interface WatchedServers {
  readonly watch: (redis: Redis) => void
  /** Sends nothing to a server that may evict it, or whose ACL forbids it. */
  readonly unlessMisconfigured: (send: SendCommand) => SendCommand
  readonly state: ConnectionState
}

/** Checks the settings of servers, and reports what is wrong with them as an outage. */
export function watchServers(
  servers: () => readonly Redis[],
  needs: Needs,
  outages: OutageWatch,
  onError: (error: Error) => void,
): WatchedServers {
  const settings = watchSettings({
    servers,
    faultOf: (redis) => settingsFault(redis, needs),
    onError,
    onMisconfigured: outages.misconfigured,
    onReady: outages.recovered,
  })
  const reconnects = watchReconnects(settings.checked)
  // The ACL was changed since the settings were checked.
  const recheckIfForbidden = ({ message }: Error) => {
    if (FORBIDDEN_REPLIES.test(message)) settings.recheck()
  }
  return {
    watch(redis) {
      reconnects.watch(redis)
      settings.watch(redis)
    },
    unlessMisconfigured: (send) => (command, args) => {
      const reason = settings.misconfiguration()
      if (reason !== undefined) return Promise.reject(new Error(reason))
      const sent = send(command, args)
      sent.catch(recheckIfForbidden)
      return sent
    },
    state: {
      misconfiguration: settings.misconfiguration,
      ready: settings.checked,
      refused: outages.refused,
      outage: outages.reason,
      onReconnect: reconnects.listen,
    },
  }
}
