export interface Host {
  readonly host: string
  readonly port: number
}

/** The hosts of a server, of sentinels or of some Cluster nodes, and the credentials. */
interface BaseAddress {
  readonly hosts: readonly [Host, ...Host[]]
  readonly tls: boolean
  readonly username?: string
  readonly password?: string
  readonly db: number
}

/** The address of Redis: one server, a primary that sentinels know by a name, or a Cluster. */
export type Address =
  | (BaseAddress & { readonly kind: 'standalone' })
  | (BaseAddress & { readonly kind: 'sentinel'; readonly name: string })
  | (BaseAddress & { readonly kind: 'cluster' })

/** The URL schemes. The s of rediss stands for TLS. */
const URL_FORMS =
  'wanted redis://[user:password@]host:port[/db], redis-sentinel://[user:password@]host:port,host:port[/db]#name or redis-cluster://[user:password@]host:port,host:port, or the same with rediss, each special character of a password percent-encoded'

const URL_PARTS =
  /^redis(?<tls>s)?(?<kind>-sentinel|-cluster)?:\/\/(?:(?<login>[^@/?#]*)@)?(?<hosts>[^@/?#]+)(?:\/(?<db>\d*))?(?:#(?<name>[^#]+))?$/

/** Reads a URL. Throws, with what is wanted, where it is invalid. Never shows the password. */
export function readAddress(url: string): Address {
  const parts = URL_PARTS.exec(url)?.groups
  if (!parts) throw new Error(URL_FORMS)
  const { kind, name } = parts
  const base = readBaseAddress(parts, kind === '-sentinel' ? 26_379 : 6_379)
  if (kind === '-sentinel') return { ...base, kind: 'sentinel', name: readName(name) }
  if (name !== undefined) throw new Error('wanted a name after # for sentinels only')
  return kind === '-cluster' ? clusterAddress(base) : standaloneAddress(base)
}

const readBaseAddress = (
  { hosts, tls, login, db }: Record<string, string>,
  defaultPort: number,
): BaseAddress => ({
  hosts: readHosts(hosts!, defaultPort),
  tls: tls !== undefined,
  ...readCredentials(login),
  db: Number(db ?? 0),
})

function clusterAddress(base: BaseAddress): Address {
  if (base.db === 0) return { ...base, kind: 'cluster' }
  throw new Error(`wanted no database, as a Cluster has only 0: got ${base.db}`)
}

function standaloneAddress(base: BaseAddress): Address {
  if (base.hosts.length === 1) return { ...base, kind: 'standalone' }
  throw new Error('wanted one host, or redis-sentinel:// or redis-cluster:// before several')
}

function readHosts(text: string, defaultPort: number): [Host, ...Host[]] {
  const [first, ...others] = text.split(',')
  return [readHost(first!, defaultPort), ...others.map((host) => readHost(host, defaultPort))]
}

/** A host, or an IPv6 address in brackets, and a port. */
const HOST = /^(?:\[(?<v6>[\da-f:.]+)\]|(?<plain>[^\s:[\]]+))(?::(?<port>\d{1,5}))?$/i

function readHost(text: string, defaultPort: number): Host {
  const parts = HOST.exec(text)?.groups
  if (!parts) throw new Error(`wanted host:port, or [IPv6]:port: got ${text}`)
  const { v6, plain, port = defaultPort } = parts
  return { host: (v6 ?? plain)!, port: readPort(Number(port)) }
}

function readPort(port: number): number {
  if (port >= 1 && port <= 65_535) return port
  throw new Error(`wanted a port from 1 to 65535: got ${port}`)
}

function readCredentials(login: string | undefined): { username?: string; password?: string } {
  if (!login) return {}
  const colon = login.indexOf(':')
  if (colon < 0) throw new Error('wanted user:password@ or :password@ before the host')
  const [username, password] = [login.slice(0, colon), login.slice(colon + 1)].map(percentDecoded)
  return { ...(username ? { username } : {}), ...(password ? { password } : {}) }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error('wanted user and password percent-encoded')
  }
}

/** The name of the primary at the sentinels. */
function readName(name: string | undefined): string {
  if (name !== undefined) return percentDecoded(name)
  throw new Error('wanted the name by which sentinels know the primary, as in ...:26379#mymaster')
}

/** An address as it is shown to people, without credentials. */
export function showAddress({ hosts, ...address }: Address): string {
  const where = hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`)
  if (address.kind === 'standalone') return `Redis at ${where.join()}`
  if (address.kind === 'cluster') return `Redis Cluster at ${where.join()}`
  return `Redis ${address.name} of the sentinels at ${where.join()}`
}
