// Files of the web UI and of custom pages, read from their directory and nowhere else.
import { open, type FileHandle } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Context } from 'koa'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.htm': 'text/html; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript',
  '.otf': 'font/otf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.xml': 'text/xml; charset=utf-8',
}

/**
 * Answers with the file of an encoded path below a directory, or its `index.html` if it is a directory. Does
 * nothing, which makes a 404, if there is none: hidden files and ways out of the directory never are.
 */
export async function answerFile(ctx: Context, directory: string, path: string): Promise<void> {
  const segments = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent)
  if (!segments.every(isPlainName)) return
  const file = join(directory, ...segments)
  const found = (await openFile(file)) ?? (await openFile(join(file, 'index.html')))
  if (found === undefined) return
  const { handle, size, name } = found
  const type = TYPES[extname(name).toLowerCase()]
  ctx.body = handle.createReadStream()
  ctx.length = size
  if (type === undefined) ctx.remove('Content-Type')
  else ctx.set('Content-Type', type)
}

function isPlainName(name: string): boolean {
  return !name.startsWith('.') && !/[/\\\0]/.test(name)
}

interface OpenFile {
  readonly handle: FileHandle
  readonly size: number
  readonly name: string
}

async function openFile(name: string): Promise<OpenFile | undefined> {
  let handle: FileHandle
  try {
    handle = await open(name, 'r')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
  const stat = await handle.stat()
  if (stat.isFile()) return { handle, size: stat.size, name }
  await handle.close()
  return undefined
}

function isMissing(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EISDIR', 'EACCES', 'ENXIO'].includes(code)
}
