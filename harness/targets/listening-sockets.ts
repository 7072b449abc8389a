// Who listens on a port: a foreign server that happens to answer must never be measured.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { groupMembers, HAS_PROC } from './process-table.ts'

export interface ListeningSocket {
  readonly family: 'IPv4' | 'IPv6'
  readonly port: number
  readonly inode: string
}

const LISTEN_STATE = '0A'

/** Undefined where the system does not tell. */
export function readListeningSockets(): ListeningSocket[] | undefined {
  if (!HAS_PROC) return undefined
  return [
    ...parseSocketTable(readTable('/proc/net/tcp'), 'IPv4'),
    ...parseSocketTable(readTable('/proc/net/tcp6'), 'IPv6'),
  ]
}

/** `unknown` also when nobody listens. */
export function findPortOwner(port: number, group: number): 'group' | 'foreign' | 'unknown' {
  const inodes = readListeningSockets()
    ?.filter((socket) => socket.port === port)
    .map((socket) => socket.inode)
  if (inodes === undefined || inodes.length === 0) return 'unknown'
  const own = readSocketInodes(group)
  return inodes.some((inode) => own.has(inode)) ? 'group' : 'foreign'
}

/** The process of the group that listens on the port; undefined where the system does not tell. */
export function findListener(port: number, group: number): number | undefined {
  const sockets = (readListeningSockets() ?? []).filter((socket) => socket.port === port)
  const links = new Set(sockets.map(({ inode }) => `socket:[${inode}]`))
  return groupMembers(group).find(({ pid }) =>
    readLinks(`/proc/${pid}/fd`).some((link) => links.has(link)),
  )?.pid
}

/** Sockets on which the group listens. */
export function readGroupSockets(group: number): ListeningSocket[] {
  const own = readSocketInodes(group)
  return (readListeningSockets() ?? []).filter((socket) => own.has(socket.inode))
}

/** proc(5), /proc/net/tcp: the local address is hexadecimal, `0100007F:1F90`. */
export function parseSocketTable(table: string, family: 'IPv4' | 'IPv6'): ListeningSocket[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields[3] === LISTEN_STATE)
    .map((fields) => ({
      family,
      port: Number.parseInt(fields[1]!.slice(fields[1]!.lastIndexOf(':') + 1), 16),
      inode: fields[9]!,
    }))
}

function readSocketInodes(group: number): Set<string> {
  const links = groupMembers(group).flatMap((entry) => readLinks(`/proc/${entry.pid}/fd`))
  return new Set(links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? ''))
}

/** Descriptors come and go while they are read. */
function readLinks(directory: string): string[] {
  try {
    return readdirSync(directory).flatMap((name) => {
      try {
        return [readlinkSync(`${directory}/${name}`)]
      } catch {
        return []
      }
    })
  } catch {
    return []
  }
}

/** A kernel without IPv6 has no tcp6. */
function readTable(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
